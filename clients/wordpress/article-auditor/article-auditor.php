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

function setting(string $name, $default = null)
{
    return defined("AUDITOR_$name") ? constant("AUDITOR_$name") : $default;
}

function is_configured(): bool
{
    return setting('URL') && setting('SOURCE') && setting('SECRET');
}

function is_article(string $post_type): bool
{
    return in_array($post_type, setting('POST_TYPES', ['post']), true);
}

require __DIR__ . '/service.php';
require __DIR__ . '/article.php';
require __DIR__ . '/gate.php';
require __DIR__ . '/telling.php';
require __DIR__ . '/notices.php';

if (is_configured()) {
    add_action('rest_api_init', __NAMESPACE__ . '\register_field');
    add_filter('wp_insert_post_data', __NAMESPACE__ . '\before_insert', 10, 2);
    add_action('wp_after_insert_post', __NAMESPACE__ . '\after_insert', 10, 2);
    add_action('transition_post_status', __NAMESPACE__ . '\note_publication', 10, 3);
    add_action(TELL, __NAMESPACE__ . '\tell');
    add_action('admin_notices', __NAMESPACE__ . '\show_notice');
    require __DIR__ . '/editor.php';
} else {
    add_action('admin_notices', __NAMESPACE__ . '\warn_unconfigured');
}
