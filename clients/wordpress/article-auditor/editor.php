<?php
/** Findings where editors write: the draft as it stands in the editor is asked about and decided on. */

namespace ArticleAuditor;

use WP_Error;
use WP_REST_Request;

defined('ABSPATH') || exit;

require __DIR__ . '/classic.php';

/** So often may one editor ask within a minute: somebody who pauses every second, and no program. */
const LOOKS_A_MINUTE = 60;
/** The members of a finding that an editor is shown or that find its passage in the text. */
const SHOWN = ['level', 'field', 'quote', 'before', 'after', 'message', 'why', 'fix', 'fingerprint'];
/**
 * The marks over the text: dark on light whatever the theme, 9 to 1 or better; no line grows by them. A block whose
 * words no text field holds, such as a table, has a frame instead.
 */
const MARKS = <<<'CSS'
mark[class*="text-article-auditor"] { color: #1e1e1e; background: #dcecf8; box-shadow: inset 0 -2px #1d5a8a; }
::highlight(article-auditor-inform) { color: #1e1e1e; background-color: #dcecf8; }
::highlight(article-auditor-warn) { color: #1e1e1e; background-color: #fcefcf; }
::highlight(article-auditor-block) { color: #1e1e1e; background-color: #fbdcdc; }
mark.annotation-text-article-auditor-warn { background: #fcefcf; box-shadow: inset 0 -2px #8a5a00; }
mark.annotation-text-article-auditor-block { background: #fbdcdc; box-shadow: inset 0 -2px #b32d2e; }
[class*="by-article-auditor"]:not(:has(mark)) { outline: 2px solid #8a5a00; outline-offset: 4px; }
CSS;

/** What a finding's level is called. */
const LEVELS = ['block' => 'To change or settle', 'warn' => 'To look at', 'inform' => 'Advice'];
/** Why an editor may dismiss a finding, as the service has it; the last needs a note. */
const REASONS = ['false alarm', 'acceptable here', 'quoted speech', 'other'];

/** The post as it stands in the editor, with these texts of its own; nothing of it is saved. */
function draft_from(int $post_id, array $texts, string $date = ''): object
{
    $dated = $date === '' ? [] : ['post_date_gmt' => get_gmt_from_date($date)];
    return (object) ($dated + $texts + get_post($post_id)->to_array());
}

/** The service's answer on a draft, or a WP_Error. */
function look_at(object $draft, string $way)
{
    $answer = ask_gate(gate_row($draft) + ['asked' => asked($way)], 'look');
    return is_wp_error($answer) ? $answer : shown_part($answer);
}

/** Its answer after an editor's decision on one of the draft's findings, or a WP_Error. */
function decide_on(object $draft, string $way, array $decision)
{
    $asked = asked($way);
    $decision += ['verb' => 'dismiss', 'editor' => $asked['editor'] ?? ''];
    $row = gate_row($draft) + ['asked' => $asked, 'decision' => $decision];
    $path = '/v1/check/decisions?source=' . rawurlencode((string) of_blog('SOURCE'));
    $called = call_service($path, wp_json_encode($row), key_header(), budget());
    if (is_wp_error($called)) {
        return $called;
    }
    return $called[0] === 201 ? shown_part($called[1]) : refusal(...$called);
}

/** What the editor's page is given of an answer. */
function shown_part(array $answer): array
{
    $kept = kept_part($answer);
    return [
        'verdict' => $kept['verdict'],
        'messages' => $kept['messages'],
        'review' => $kept['review'],
        'outcome' => (string) ($answer['outcome'] ?? 'judged'),
        'overridden' => !empty($answer['overridden']),
        'status' => (string) ($answer['status'] ?? ''),
        'findings' => array_map(__NAMESPACE__ . '\shown_finding', array_values((array) ($answer['findings'] ?? []))),
    ];
}

function shown_finding(array $finding): array
{
    $shown = [];
    foreach (SHOWN as $name) {
        $shown[$name] = (string) ($finding[$name] ?? '');
    }
    $shown['evidence'] = array_map(
        fn(array $found) => ['note' => (string) ($found['note'] ?? ''), 'quote' => (string) ($found['quote'] ?? '')],
        array_values((array) ($finding['evidence'] ?? []))
    );
    return $shown;
}

/** Whether the editor has asked less often than may be; counts this time. */
function may_ask_again(): bool
{
    $name = 'article_auditor_looks_' . get_current_user_id() . '_' . intdiv(time(), MINUTE_IN_SECONDS);
    $count = (int) get_transient($name);
    set_transient($name, $count + 1, 2 * MINUTE_IN_SECONDS);
    return $count < LOOKS_A_MINUTE;
}

/** A call of the editor's page: the draft, and what was decided on it if anything was. */
function answer_editor(WP_REST_Request $request)
{
    if (!may_ask_again()) {
        return new WP_Error('auditor_often', 'the auditor was asked too often', ['status' => 429]);
    }
    $texts = [
        'post_title' => $request['title'], 'post_content' => $request['content'], 'post_excerpt' => $request['excerpt'],
    ];
    $draft = draft_from($request['post'], $texts, $request['date']);
    $answer = $request['decision']
        ? decide_on($draft, 'block-editor', $request['decision'])
        : look_at($draft, 'block-editor');
    if (is_wp_error($answer)) {
        $answer->add_data(['status' => 503]);
    }
    return $answer;
}

/** Whoever may edit the post, if it is an article; WordPress knows nobody without the page's nonce. */
function may_look(WP_REST_Request $request): bool
{
    return is_article((string) get_post_type($request['post'])) && current_user_can('edit_post', $request['post']);
}

function register_routes(): void
{
    $text = ['type' => 'string', 'default' => ''];
    $post = ['type' => 'integer', 'required' => true];
    $draft = ['post' => $post, 'title' => $text, 'content' => $text, 'excerpt' => $text, 'date' => $text];
    $name = ['type' => 'string', 'required' => true];
    $decision = ['type' => 'object', 'required' => true, 'additionalProperties' => false, 'properties' => [
        'fingerprint' => $name, 'reason' => $name, 'note' => ['type' => 'string'],
    ]];
    foreach (['look' => $draft, 'decide' => $draft + ['decision' => $decision]] as $path => $arguments) {
        register_rest_route('article-auditor/v1', "/$path", [
            'methods' => 'POST',
            'callback' => __NAMESPACE__ . '\answer_editor',
            'permission_callback' => __NAMESPACE__ . '\may_look',
            'args' => $arguments,
        ]);
    }
}

/** The scripts of the block editor, and what is known when it opens. */
function enqueue_editor(): void
{
    $post = get_post();
    if (!$post || !is_article($post->post_type)) {
        return;
    }
    $known = [
        'notice' => notice_of($post->ID),
        'editor' => wp_get_current_user()->display_name,
        'url' => setting('URL'),
        'reasons' => REASONS,
        'levels' => LEVELS,
        'mayOverride' => current_user_can(OVERRIDE),
    ];
    $needs = ['wp-annotations', 'wp-api-fetch', 'wp-blocks', 'wp-components', 'wp-data', 'wp-dom-ready', 'wp-edit-post',
        'wp-editor', 'wp-element', 'wp-notices', 'wp-plugins', 'wp-rich-text', 'wp-viewport'];
    foreach (['passages', 'editor', 'panel'] as $name) {
        wp_enqueue_script("article-auditor-$name", plugins_url("$name.js", __FILE__), $needs, VERSION, true);
        $needs = ["article-auditor-$name"];
    }
    $settings = 'window.articleAuditor = ' . wp_json_encode($known, JSON_HEX_TAG | JSON_HEX_AMP) . ';';
    wp_add_inline_script('article-auditor-passages', $settings, 'before');
    wp_enqueue_style('article-auditor', plugins_url('editor.css', __FILE__), [], VERSION);
}

/** The marks are drawn in the text's own frame, where only the editor's settings reach. */
function add_marks(array $settings): array
{
    $settings['styles'][] = ['css' => MARKS];
    return $settings;
}

add_action('rest_api_init', __NAMESPACE__ . '\register_routes');
add_action('enqueue_block_editor_assets', __NAMESPACE__ . '\enqueue_editor');
add_filter('block_editor_settings_all', __NAMESPACE__ . '\add_marks');
