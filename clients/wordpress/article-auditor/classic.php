<?php
/** The findings of the saved text in a box of the classic editor, where they are dismissed with the next save. */

namespace ArticleAuditor;

use WP_Error;
use WP_Post;

defined('ABSPATH') || exit;

/** Where the page after a save finds what became of an editor's decisions; it is read at once. */
const SAID = 'article_auditor_said_';

/** The box is the classic editor's alone: the block editor has a sidebar. */
function add_box(string $post_type): void
{
    if (is_article($post_type)) {
        $shown = ['__back_compat_meta_box' => true];
        add_meta_box('article-auditor', 'Article auditor', __NAMESPACE__ . '\show_box', null, 'normal', 'high', $shown);
    }
}

function show_box(WP_Post $post): void
{
    $said = (array) get_transient(SAID . get_current_user_id());
    delete_transient(SAID . get_current_user_id());
    $answer = null;
    if (trim($post->post_title . $post->post_content) === '' || $post->post_status === 'auto-draft') {
        $said[] = 'What is found in the text appears here when it has been saved.';
    } else {
        $answer = look_at(opened_text($post->ID), 'classic-editor');
        $said[] = is_wp_error($answer) ? sentence($answer) : summary_of($answer);
    }
    foreach (array_filter($said) as $line) {
        printf('<p>%s</p>', esc_html($line));
    }
    if (is_array($answer) && $answer['findings']) {
        show_findings($answer['findings']);
        wp_nonce_field("article_auditor_$post->ID", 'article_auditor_nonce');
    }
}

/** The text that stands in the form, before it was made ready for one: a refused update, or what is saved. */
function opened_text(int $post_id): object
{
    $kept = kept_for_editor($post_id);
    $texts = $kept ? array_intersect_key($kept->to_array(), array_flip(TEXT)) : [];
    return draft_from($post_id, $texts);
}

function sentence(WP_Error $error): string
{
    return ucfirst(rtrim($error->get_error_message(), '.')) . '.';
}

function summary_of(array $answer): string
{
    $found = count($answer['findings']);
    if ($answer['outcome'] !== 'judged') {
        return implode(' ', $answer['messages']);
    }
    return $found ? $found . ($found === 1 ? ' finding' : ' findings') : 'Nothing found.';
}

/** A list, each with a choice of why it is dismissed; all of it is text. */
function show_findings(array $findings): void
{
    echo '<ul class="article-auditor-findings">';
    foreach ($findings as $finding) {
        printf(
            '<li class="article-auditor-finding is-%s"><strong>%s</strong><blockquote>%s</blockquote><p>%s</p>',
            esc_attr($finding['level']),
            esc_html(LEVELS[$finding['level']] ?? ''),
            esc_html(wp_html_excerpt($finding['quote'], 160, '…')),
            esc_html($finding['message'])
        );
        printf('<details><summary>Why</summary><p>%s</p></details>', esc_html($finding['why']));
        show_choice($finding['fingerprint']);
        echo '</li>';
    }
    echo '</ul><p class="description">What you dismiss is settled when you save, before the gate is asked.</p>';
}

function show_choice(string $fingerprint): void
{
    $name = 'article_auditor_dismissed[' . esc_attr($fingerprint) . ']';
    echo "<p><label>Dismiss <select name=\"{$name}[reason]\"><option value=\"\">no</option>";
    foreach (REASONS as $reason) {
        printf('<option value="%s">%s</option>', esc_attr($reason), esc_html($reason));
    }
    echo '</select></label> <label>In words, if other ';
    echo "<input type=\"text\" name=\"{$name}[note]\" maxlength=\"1000\"></label></p>";
}

/** What the form of the classic editor dismissed, by fingerprint; nothing without its nonce and the right to edit. */
function dismissed_in_form(int $post_id): array
{
    $nonce = sanitize_text_field(wp_unslash($_POST['article_auditor_nonce'] ?? ''));
    if (!wp_verify_nonce($nonce, "article_auditor_$post_id") || !current_user_can('edit_post', $post_id)) {
        return [];
    }
    return array_filter(
        (array) wp_unslash($_POST['article_auditor_dismissed'] ?? []),
        fn($choice) => in_array($choice['reason'] ?? '', REASONS, true)
    );
}

/** What became of a decision on the text in the form, in a line. */
function decide_from_form(int $post_id, string $fingerprint, array $choice): string
{
    $form = wp_unslash($_POST);
    $texts = ['post_title' => $form['post_title'] ?? '', 'post_content' => $form['content'] ?? ''];
    $note = sanitize_textarea_field($choice['note'] ?? '');
    $decision = array_filter(['fingerprint' => $fingerprint, 'reason' => $choice['reason'], 'note' => $note]);
    $answer = decide_on(draft_from($post_id, array_map('strval', $texts)), 'classic-editor', $decision);
    $editor = wp_get_current_user()->display_name;
    return is_wp_error($answer) ? sentence($answer) : "Kept in the auditor as {$editor}’s decision.";
}

/** Before the form is saved, and so before the gate is asked: tell the auditor what was dismissed in it. */
function take_decisions(): void
{
    $post_id = (int) ($_POST['post_ID'] ?? 0);
    $said = [];
    foreach (array_slice(dismissed_in_form($post_id), 0, LOOKS_A_MINUTE, true) as $fingerprint => $choice) {
        $said[] = decide_from_form($post_id, (string) $fingerprint, $choice);
    }
    if ($said) {
        set_transient(SAID . get_current_user_id(), array_unique($said), MINUTE_IN_SECONDS);
    }
}

function enqueue_box_style(): void
{
    $screen = get_current_screen();
    if ($screen && $screen->base === 'post' && is_article($screen->post_type)) {
        wp_enqueue_style('article-auditor', plugins_url('editor.css', __FILE__), [], VERSION);
    }
}

add_action('add_meta_boxes', __NAMESPACE__ . '\add_box');
add_action('admin_action_editpost', __NAMESPACE__ . '\take_decisions');
add_action('admin_enqueue_scripts', __NAMESPACE__ . '\enqueue_box_style');
