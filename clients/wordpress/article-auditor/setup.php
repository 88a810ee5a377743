<?php
/** Whether the site is connected as it should be, told to those who look after it; and what goes when the plug-in goes. */

namespace ArticleAuditor;

defined('ABSPATH') || exit;

/** What the service said of this site, for so long; a problem may be gone sooner. */
const SETUP = 'article_auditor_setup';
const SETUP_SECONDS = 5 * MINUTE_IN_SECONDS;
/** What a key without the scope cannot do. */
const SCOPES = [
    'check' => 'the gate answers no question',
    'audit' => 'nothing that is held back is kept for review',
    'editors' => 'no editor can override the gate or settle a finding from here',
];

/** To administrators, on every page of theirs. */
function show_setup(): void
{
    $lines = current_user_can('manage_options') ? setup_problems() : [];
    if ($lines) {
        print_notice(['status' => 'error', 'lines' => $lines, 'review' => '']);
    }
}

/** Each problem as a line. */
function setup_problems(): array
{
    if (!is_configured()) {
        return [unconfigured()];
    }
    $known = get_transient(SETUP);
    if (!is_array($known) || $known['of'] !== setup_name()) {
        $known = ['of' => setup_name(), 'lines' => look_at_setup()];
        set_transient(SETUP, $known, $known['lines'] ? MINUTE_IN_SECONDS : SETUP_SECONDS);
    }
    return $known['lines'];
}

/** Another setting is looked at at once. */
function setup_name(): string
{
    return hash('sha256', wp_json_encode([setting('URL'), of_blog('SOURCE'), of_blog('KEY')]));
}

function unconfigured(): string
{
    $blog = is_array(setting('SOURCES')) ? ' for this site, number ' . get_current_blog_id() . ' of the network' : '';
    return "The article auditor is not connected$blog: "
        . 'wp-config.php lacks AUDITOR_URL, AUDITOR_SOURCE or AUDITOR_SECRET.';
}

function look_at_setup(): array
{
    $source = (string) of_blog('SOURCE');
    $called = call_service('/v1/check?source=' . rawurlencode($source), null, key_header(), budget());
    if (is_wp_error($called)) {
        return ["The article auditor is set up, but {$called->get_error_message()}."];
    }
    [$status, $answer] = $called;
    if ($status === 404) {
        return ["The auditor does not know a source “{$source}”: AUDITOR_SOURCE must be a name in its auditor.toml."];
    }
    return $status === 200 ? problems_of($answer) : ['Article auditor: ' . refusal($status, $answer)->get_error_message()];
}

/** What the service's account of a source lacks. */
function problems_of(array $answer): array
{
    $lines = [];
    if (($answer['sender'] ?? null) !== 'wordpress') {
        $lines[] = 'The auditor takes no word of what is published here: '
            . 'its source has no hook with sender = "wordpress" in auditor.toml.';
    }
    foreach (array_diff_key(SCOPES, array_flip((array) ($answer['scopes'] ?? []))) as $scope => $lack) {
        $lines[] = "AUDITOR_KEY lacks the scope $scope: $lack.";
    }
    return $lines;
}

/** Nothing of ours waits or is remembered once the plug-in is off; what posts know of their audits goes with its removal. */
function clean_up(): void
{
    global $wpdb;
    wp_unschedule_hook(TELL);
    delete_transient(SETUP);
    $names = $wpdb->esc_like('_transient_article_auditor_') . '%';
    foreach ($wpdb->get_col($wpdb->prepare("SELECT option_name FROM $wpdb->options WHERE option_name LIKE %s", $names)) as $name) {
        delete_transient(substr($name, strlen('_transient_')));
    }
}
