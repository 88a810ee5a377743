<?php
/**
 * Plugin Name: Article auditor
 * Description: Asks an article auditor before a post is published, and tells it afterwards.
 * Version: 0.1.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: Apache-2.0
 *
 * Configured by constants of wp-config.php; see the README of the folder above.
 */

namespace ArticleAuditor;

defined('ABSPATH') || exit;

const VERSION = '0.1.0';

/** A constant of wp-config.php, AUDITOR_ and `$name`; `$default` if there is none. */
function setting(string $name, $default = null)
{
    return defined("AUDITOR_$name") ? constant("AUDITOR_$name") : $default;
}

/** A setting that each blog of a network has of its own: AUDITOR_SOURCES by the blog's number, else AUDITOR_SOURCE. */
function of_blog(string $name): ?string
{
    $by_blog = setting("{$name}S");
    return is_array($by_blog) ? ($by_blog[get_current_blog_id()] ?? null) : setting($name);
}

/** Whether this blog is connected: others of the network may not be. */
function is_configured(): bool
{
    return setting('URL') && of_blog('SOURCE') && of_blog('SECRET');
}

function is_article(string $post_type): bool
{
    return is_configured() && in_array($post_type, setting('POST_TYPES', ['post']), true);
}

require __DIR__ . '/service.php';
require __DIR__ . '/article.php';
require __DIR__ . '/press.php';
require __DIR__ . '/kept.php';
require __DIR__ . '/gate.php';
require __DIR__ . '/schedule.php';
require __DIR__ . '/telling.php';
require __DIR__ . '/notices.php';
require __DIR__ . '/setup.php';
if (is_configured()) {
    require __DIR__ . '/editor.php';
}

/** After every other filter: what is asked about is what is stored. */
add_filter('wp_insert_post_data', __NAMESPACE__ . '\before_insert', PHP_INT_MAX, 2);
add_action('rest_api_init', __NAMESPACE__ . '\register_fields');
add_filter('rest_request_after_callbacks', __NAMESPACE__ . '\after_rest', 10, 3);
add_filter('redirect_post_location', __NAMESPACE__ . '\after_classic', 10, 2);
add_filter('map_meta_cap', __NAMESPACE__ . '\map_override', 10, 2);
remove_action('publish_future_post', 'check_and_publish_future_post');
add_action('publish_future_post', __NAMESPACE__ . '\go_live');
add_action('transition_post_status', __NAMESPACE__ . '\note_publication', 10, 3);
add_action(TELL, __NAMESPACE__ . '\tell');
add_action('shutdown', __NAMESPACE__ . '\tell_soon');
add_action('admin_notices', __NAMESPACE__ . '\show_notice');
add_action('admin_notices', __NAMESPACE__ . '\show_held_back');
add_action('admin_notices', __NAMESPACE__ . '\show_setup');
add_filter('display_post_states', __NAMESPACE__ . '\add_state', 10, 2);
add_action('post_submitbox_misc_actions', __NAMESPACE__ . '\offer_override');
add_action('enqueue_block_editor_assets', __NAMESPACE__ . '\open_kept_in_blocks');
add_filter('edit_post_title', __NAMESPACE__ . '\open_kept_title', 10, 2);
add_filter('edit_post_content', __NAMESPACE__ . '\open_kept_content', 10, 2);
add_filter('edit_post_excerpt', __NAMESPACE__ . '\open_kept_excerpt', 10, 2);
register_deactivation_hook(__FILE__, __NAMESPACE__ . '\clean_up');
