<?php
/** What editors see of an answer: notices as plain lines, in the classic editor, above lists and in REST answers. */

namespace ArticleAuditor;

use WP_Post;
use WP_REST_Request;

defined('ABSPATH') || exit;

/** How long a notice waits for its editor's next page. */
const HELD_SECONDS = HOUR_IN_SECONDS;

/** The answer, as long as it is about what stands in the post or was refused there. */
function current_answer(WP_Post $post): ?array
{
    $answer = read_meta($post->ID, ANSWER);
    $stored = get_post($post->ID); // a form has its text escaped
    return $answer && ($answer['digest'] === digest_of($stored) || kept_text($post->ID)) ? $answer : null;
}

/** What an editor of a post is to be told, null if nothing: plain lines, how weighty they are, and a link; never HTML. */
function notice_of(int $post_id): ?array
{
    $post = get_post($post_id);
    $answer = $post ? current_answer($post) : null;
    $lines = $answer['messages'] ?? [];
    if ($answer && kept_text($post_id)) {
        $lines[] = kept_for_editor($post_id)
            ? 'Your text is kept among the revisions, and opens here whenever you open this post.'
            : 'The text that was not published is kept among the revisions.';
    }
    $error = read_meta($post_id, EVENT)['error'] ?? '';
    if ($error !== '') {
        $lines[] = "The auditor does not know of the last publication yet: $error.";
    }
    $status = !empty($answer['blocked']) ? 'error' : 'warning';
    return $lines ? ['status' => $status, 'lines' => $lines, 'review' => $answer['review'] ?? ''] : null;
}

/** In the classic editor. */
function show_notice(): void
{
    $screen = get_current_screen();
    $post = get_post();
    if (!$screen || $screen->base !== 'post' || $screen->is_block_editor() || !$post) {
        return;
    }
    $notice = is_article($post->post_type) ? notice_of($post->ID) : null;
    if ($notice) {
        print_notice($notice);
    }
}

function print_notice(array $notice): void
{
    printf('<div class="notice notice-%s">', esc_attr($notice['status']));
    foreach ($notice['lines'] as $line) {
        printf('<p>%s</p>', esc_html($line));
    }
    if ($notice['review']) {
        $link = '<p><a href="%s" target="_blank" rel="noreferrer">Open in the auditor</a></p>';
        printf($link, esc_url($notice['review'], ['http', 'https']));
    }
    echo '</div>';
}

/** What this request held back, by article; takes one more, and keeps it for the editor's next list of posts. */
function held_back(int $post_id = 0, array $answer = []): array
{
    static $held = [];
    if ($post_id) {
        $held[article_id($post_id)] = ['post' => $post_id, 'line' => $answer['messages'][0] ?? ''];
        if (in_array(way(), ['quick-edit', 'bulk-action'], true)) {
            set_transient(held_name(), array_values($held), HELD_SECONDS);
        }
    }
    return $held;
}

function held_name(): string
{
    return 'article_auditor_held_' . get_current_user_id();
}

/** Above a list of posts: which of them a quick edit or bulk action did not publish, and why. */
function show_held_back(): void
{
    $screen = get_current_screen();
    $held = $screen && $screen->base === 'edit' ? get_transient(held_name()) : null;
    if (!is_array($held)) {
        return;
    }
    delete_transient(held_name());
    $lines = array_map(fn(array $one) => title_of(get_post($one['post'])) . ': ' . $one['line'], $held);
    print_notice(['status' => 'error', 'lines' => $lines, 'review' => '']);
}

/** In a list of posts, and in the row that a quick edit brings back. */
function add_state(array $states, WP_Post $post): array
{
    $answer = is_article($post->post_type) ? current_answer($post) : null;
    if ($answer && $answer['blocked'] && $answer['messages']) {
        $states['article_auditor'] = esc_html($answer['messages'][0]);
    }
    return $states;
}

/** The REST answers of posts carry the notice, for those who edit them; a request may carry the reason of an override. */
function register_fields(): void
{
    $types = is_configured() ? setting('POST_TYPES', ['post']) : [];
    foreach ($types as $type) {
        add_filter("rest_pre_insert_$type", __NAMESPACE__ . '\take_override', 10, 2);
    }
    register_rest_field($types, 'auditor', [
        'get_callback' => fn(array $post) => notice_of($post['id']),
        'schema' => ['type' => ['object', 'null'], 'context' => ['edit'], 'readonly' => true],
    ]);
}

/** The reason stands beside the post, and is no part of it. */
function take_override($prepared, WP_REST_Request $request)
{
    rest_override($request);
    return $prepared;
}
