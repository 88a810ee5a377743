<?php
/** What editors see of an answer: notices as plain lines, in the classic editor and in REST answers. */

namespace ArticleAuditor;

defined('ABSPATH') || exit;

/** Plain lines, how weighty they are, and a link; never HTML. */
function notice_from(array $answer): array
{
    $status = $answer['blocked'] ? 'error' : 'warning';
    return ['status' => $status, 'lines' => $answer['messages'], 'review' => $answer['review']];
}

/** What an editor of a post is to be told, null if nothing. */
function notice_of(int $post_id): ?array
{
    $answer = read_meta($post_id, ANSWER);
    $notice = $answer ? notice_from($answer) : ['status' => 'warning', 'lines' => [], 'review' => ''];
    if ($answer && $answer['verdict'] === 'block' && is_public($post_id, $answer['digest'])) {
        $notice['lines'][0] = 'This text is public, by a way that does not ask the auditor, which would have held it back.';
    }
    $error = read_meta($post_id, EVENT)['error'] ?? '';
    if ($error !== '') {
        $notice['lines'][] = "The auditor does not know of the last publication yet: $error.";
    }
    return $notice['lines'] ? $notice : null;
}

function is_public(int $post_id, string $digest): bool
{
    $post = get_post($post_id);
    return $post && $post->post_status === 'publish' && digest_of($post) === $digest;
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
}


/** The REST answers of posts carry the notice, for those who edit them. */
function register_field(): void
{
    foreach (setting('POST_TYPES', ['post']) as $type) {
        add_filter("rest_pre_insert_$type", __NAMESPACE__ . '\before_rest', 10, 2);
    }
    register_rest_field(setting('POST_TYPES', ['post']), 'auditor', [
        'get_callback' => fn(array $post) => notice_of($post['id']),
        'schema' => ['type' => ['object', 'null'], 'context' => ['edit'], 'readonly' => true],
    ]);
}

function warn_unconfigured(): void
{
    if (current_user_can('manage_options')) {
        $text = 'The article auditor is not connected: wp-config.php lacks AUDITOR_URL, AUDITOR_SOURCE or AUDITOR_SECRET.';
        printf('<div class="notice notice-error"><p>%s</p></div>', esc_html($text));
    }
}
