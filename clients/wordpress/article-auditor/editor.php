<?php
/** In the block editor: what is known when it opens, and what each save brings. */

namespace ArticleAuditor;

defined('ABSPATH') || exit;

/** In the block editor: what is known when it opens, and what each save brings. */
function enqueue_script(): void
{
    $post = get_post();
    if (!$post || !is_article($post->post_type)) {
        return;
    }
    $needs = ['wp-api-fetch', 'wp-data', 'wp-dom-ready', 'wp-editor', 'wp-notices'];
    wp_enqueue_script('article-auditor', plugins_url('editor.js', __FILE__), $needs, VERSION, true);
    $known = wp_json_encode(['notice' => notice_of($post->ID)], JSON_HEX_TAG | JSON_HEX_AMP);
    wp_add_inline_script('article-auditor', "const articleAuditor = $known;", 'before');
}

add_action('enqueue_block_editor_assets', __NAMESPACE__ . '\enqueue_script');
