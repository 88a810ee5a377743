<?php
/** The post as an article: what the gate is asked about, and what the service is told. */

namespace ArticleAuditor;

use WP_Post;

defined('ABSPATH') || exit;

/** Where plug-ins for search engines keep titles that readers meet elsewhere. */
const SOCIAL_TITLES = [
    '_yoast_wpseo_title', '_yoast_wpseo_opengraph-title', '_yoast_wpseo_twitter-title',
    'rank_math_title', 'rank_math_facebook_title', 'rank_math_twitter_title',
];

/** A post without a date of its own is published at the moment of the press: so near it, nobody chose the date. */
const PRESS_SECONDS = 60;

/** Statuses in which readers see a post: `publish`, and what plug-ins add to it. */
function is_public(string $status): bool
{
    return in_array($status, get_post_stati(['public' => true]), true);
}

/** The article's id: in a network it has the number of its blog, for two blogs may both have a post 8. */
function article_id(int $post_id): string
{
    return is_multisite() ? 'wordpress:' . get_current_blog_id() . "-$post_id" : "wordpress:$post_id";
}

function title_of(object $post): string
{
    return html_entity_decode($post->post_title ?? '', ENT_QUOTES | ENT_HTML5, 'UTF-8');
}

/** The body as readers get it, under its excerpt. Blocks and shortcodes look for the post they stand in. */
function html_of(object $post): string
{
    $before = $GLOBALS['post'] ?? null;
    $GLOBALS['post'] = empty($post->ID) ? null : get_post($post->ID);
    $html = apply_filters('the_content', $post->post_content ?? '');
    $GLOBALS['post'] = $before;
    return excerpt_of($post, $html) . $html;
}

/** An excerpt in words of its own, as themes show it; many only repeat the beginning. */
function excerpt_of(object $post, string $html): string
{
    $excerpt = words_of($post->post_excerpt ?? '');
    return $excerpt === '' || strpos(words_of($html), $excerpt) !== false ? '' : '<p>' . esc_html($excerpt) . '</p>';
}

function words_of(string $html): string
{
    $words = html_entity_decode(wp_strip_all_tags($html), ENT_QUOTES | ENT_HTML5, 'UTF-8');
    return trim(preg_replace('/\s+/u', ' ', $words) ?? $words);
}

/** Names a text: all that is stored of title, excerpt and body, for a block may keep its words among its attributes. */
function digest_of(object $post): string
{
    return hash('sha256', wp_json_encode([$post->post_title, $post->post_excerpt, $post->post_content]));
}

/** Its public address, once it has one: `$post` may be what is about to be saved. */
function link_of(object $post): ?string
{
    return !empty($post->ID) && is_public((string) get_post_status($post->ID)) ? get_permalink($post->ID) : null;
}

/** A date of WordPress in seconds, null for 0000-00-00, which is none yet. */
function moment_of(?string $date): ?int
{
    return $date > '0001' ? strtotime("$date UTC") : null;
}

function iso(?int $moment): ?string
{
    return $moment === null ? null : gmdate('c', $moment);
}

/** Names for the byline; a filter for plug-ins that keep several authors elsewhere than Co-Authors Plus does. */
function authors_of(object $post): array
{
    $coauthors = function_exists('get_coauthors') && !empty($post->ID) ? get_coauthors($post->ID) : [];
    $names = $coauthors
        ? wp_list_pluck($coauthors, 'display_name')
        : [get_the_author_meta('display_name', (int) ($post->post_author ?? 0))];
    return array_values(array_filter((array) apply_filters('article_auditor_authors', $names, $post)));
}

/** What readers see of it in search and on social sites; what is made of a pattern (%%title%%) is no words yet. */
function social_titles_of(object $post): array
{
    $titles = [];
    foreach (empty($post->ID) ? [] : SOCIAL_TITLES as $name) {
        $titles[] = (string) get_post_meta($post->ID, $name, true);
    }
    $titles = array_filter($titles, fn(string $title) => $title !== '' && strpos($title, '%') === false);
    return array_values(array_unique((array) apply_filters('article_auditor_social_titles', $titles, $post)));
}

function section_of(object $post): ?string
{
    $categories = empty($post->ID) ? [] : get_the_category($post->ID);
    $named = array_filter($categories, fn($category) => $category->slug !== 'uncategorized');
    return $named ? html_entity_decode(reset($named)->name, ENT_QUOTES | ENT_HTML5, 'UTF-8') : null;
}

/**
 * The article row of what is about to be saved, or stands in an editor.
 *
 * Of its three dates, the first publication and this change are those of a public post; the day it goes live is that of
 * one which has a day of its own: scheduled, or brought from elsewhere with its old date.
 */
function gate_row(object $post): array
{
    $stored = empty($post->ID) ? null : get_post($post->ID);
    $public = $stored && is_public($stored->post_status);
    $date = moment_of($post->post_date_gmt ?? null);
    $is_dated = $date !== null && ($public ? $date > time() : abs($date - time()) > PRESS_SECONDS);
    return array_filter([
        'id' => $stored ? article_id($stored->ID) : null,
        'title' => title_of($post),
        'html' => html_of($post),
        'url' => link_of($post),
        'published' => $public ? iso(moment_of($stored->post_date_gmt)) : null,
        'modified' => $public ? iso(time()) : null,
        'goes_live' => $is_dated ? iso($date) : null,
        'language' => str_replace('_', '-', get_locale()),
        'authors' => authors_of($post),
        'section' => section_of($post),
        'social_titles' => social_titles_of($post),
    ], fn($value) => !in_array($value, [null, []], true));
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
        'authors' => authors_of($post),
        'section' => section_of($post),
        'social_titles' => social_titles_of($post),
    ] + (is_multisite() ? ['blog_id' => get_current_blog_id()] : []);
}
