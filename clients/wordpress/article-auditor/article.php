<?php
/** The post as an article: what the gate is asked about, and what the service is told. */

namespace ArticleAuditor;

use WP_Post;

defined('ABSPATH') || exit;

function title_of(object $post): string
{
    return html_entity_decode($post->post_title ?? '', ENT_QUOTES | ENT_HTML5, 'UTF-8');
}

/** The body as readers get it. Blocks and shortcodes look for the post they stand in. */
function html_of(object $post): string
{
    $before = $GLOBALS['post'] ?? null;
    $GLOBALS['post'] = empty($post->ID) ? null : get_post($post->ID);
    $html = apply_filters('the_content', $post->post_content ?? '');
    $GLOBALS['post'] = $before;
    return $html;
}

/** Names a text: whatever WordPress does to marks and spaces while it saves, the same words have the same digest. */
function digest_of(object $post): string
{
    $words = wp_strip_all_tags(title_of($post) . "\n" . ($post->post_content ?? ''));
    return hash('sha256', preg_replace('/\s+/u', ' ', $words) ?? $words);
}

/** Its public address, once it has one: `$post` may be what is about to be saved. */
function link_of(object $post): ?string
{
    return !empty($post->ID) && get_post_status($post->ID) === 'publish' ? get_permalink($post->ID) : null;
}

/** The article row that the gate is asked about; what has no date yet is published now. */
function gate_row(object $post): array
{
    $date = $post->post_date_gmt ?? '';
    $moment = $date > '0001' ? strtotime("$date UTC") : time();
    return array_filter([
        'id' => empty($post->ID) ? null : "wordpress:{$post->ID}",
        'title' => title_of($post),
        'html' => html_of($post),
        'url' => link_of($post),
        'published' => gmdate('c', $moment),
        'language' => str_replace('_', '-', get_locale()),
    ]);
}

/** The `data` of an event. */
function event_data(WP_Post $post): array
{
    return [
        'post_id' => $post->ID,
        'post_type' => $post->post_type,
        'status' => $post->post_status,
        'title' => $post->post_title,
        'content_html' => html_of($post),
        'slug' => $post->post_name,
        'link' => link_of($post),
        'date_gmt' => $post->post_date_gmt,
        'modified_gmt' => $post->post_modified_gmt,
        'locale' => get_locale(),
        'authors' => [get_the_author_meta('display_name', (int) $post->post_author)],
    ];
}
