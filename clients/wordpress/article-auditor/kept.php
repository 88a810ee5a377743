<?php
/** What was typed: whole in the database before anybody is asked about it, and opened again where it was refused. */

namespace ArticleAuditor;

use WP_Post;

defined('ABSPATH') || exit;

/** What readers see of a post, and the lock on it. */
const TEXT = ['post_title', 'post_content', 'post_excerpt'];

/**
 * Keep the text while the gate is asked, for PHP may end in that call: the number of the revision, 0 where it needs none.
 *
 * A public post keeps its text for readers, so the new one becomes a revision; a draft takes it at once; a new post gets
 * its row, and thereby its number, which the gate is to know.
 */
function keep_typed(object $post, ?WP_Post $old, int $wished): int
{
    if ($old && is_public($old->post_status)) {
        return keep_as_revision($post);
    }
    if ($old) {
        keep_in_draft($post);
    } else {
        $post->ID = keep_as_new($post, $wished);
    }
    return 0;
}

function keep_as_revision(object $post): int
{
    $number = _wp_put_post_revision((array) $post);
    return is_wp_error($number) ? 0 : $number;
}

/** Not if another press has made it public by now: then this is no draft's text. */
function keep_in_draft(object $post): void
{
    global $wpdb;
    $public = get_post_stati(['public' => true]);
    $marks = implode(',', array_fill(0, count($public), '%s'));
    $change = "UPDATE $wpdb->posts SET post_title = %s, post_content = %s, post_excerpt = %s,
        post_status = IF(post_status = 'auto-draft', 'draft', post_status) WHERE ID = %d AND post_status NOT IN ($marks)";
    $texts = [$post->post_title, $post->post_content, $post->post_excerpt];
    $wpdb->query($wpdb->prepare($change, array_merge($texts, [$post->ID], array_values($public))));
    clean_post_cache($post->ID);
}

function keep_as_new(object $post, int $wished): int
{
    global $wpdb;
    $row = ['post_status' => 'draft', 'post_name' => ''] + (array) $post;
    unset($row['ID']);
    if ($wished && !get_post($wished)) {
        $row['ID'] = $wished;
    }
    $wpdb->insert($wpdb->posts, $row);
    return (int) $wpdb->insert_id;
}

/** Make room for the new post itself, which is stored now under the number it was asked about. */
function give_way(int $post_id): void
{
    global $wpdb;
    $wpdb->delete($wpdb->posts, ['ID' => $post_id]);
    clean_post_cache($post_id);
}

/** A text that passed is stored by WordPress itself, with a revision where the site keeps any. */
function drop_revision(int $revision, ?WP_Post $post): void
{
    if ($revision && $post && !wp_revisions_enabled($post)) {
        wp_delete_post_revision($revision);
    }
}

/** The revision that holds the refused update of a public post, as its last answer says. */
function kept_text(int $post_id): ?WP_Post
{
    $number = (int) (read_meta($post_id, ANSWER)['kept'] ?? 0);
    $revision = $number ? wp_get_post_revision($number) : null;
    return $revision && $revision->post_parent === $post_id ? $revision : null;
}

/** Somebody saved the text that readers see, in an editor: what was refused is history now, and stays a revision. */
function let_go(object $post, ?WP_Post $old): void
{
    $by_hand = in_array(way(), ['block-editor', 'classic-editor', 'restored-revision'], true);
    if ($by_hand && $old && is_public($post->post_status) && digest_of($old) === digest_of($post) && kept_text($old->ID)) {
        delete_post_meta($old->ID, ANSWER);
    }
}

/** The same, for the one who typed it: others open the text that readers see. */
function kept_for_editor(int $post_id): ?WP_Post
{
    $revision = kept_text($post_id);
    return $revision && (int) $revision->post_author === get_current_user_id() ? $revision : null;
}

/** In the block editor the refused text is opened as changes that are not saved. */
function open_kept_in_blocks(): void
{
    $post = get_post();
    $kept = $post && is_article($post->post_type) ? kept_for_editor($post->ID) : null;
    if (!$kept) {
        return;
    }
    $text = ['title' => $kept->post_title, 'content' => $kept->post_content, 'excerpt' => $kept->post_excerpt];
    $needs = ['wp-blocks', 'wp-data', 'wp-dom-ready', 'wp-editor'];
    wp_enqueue_script('article-auditor-kept', plugins_url('kept.js', __FILE__), $needs, VERSION, true);
    $known = wp_json_encode($text, JSON_HEX_TAG | JSON_HEX_AMP);
    wp_add_inline_script('article-auditor-kept', "const articleAuditorKept = $known;", 'before');
}

function open_kept_title($value, $post_id)
{
    return kept_field('post_title', $value, (int) $post_id);
}

function open_kept_content($value, $post_id)
{
    return kept_field('post_content', $value, (int) $post_id);
}

function open_kept_excerpt($value, $post_id)
{
    return kept_field('post_excerpt', $value, (int) $post_id);
}

/** In the classic editor it fills the form. */
function kept_field(string $name, $value, int $post_id)
{
    global $pagenow;
    $kept = $pagenow === 'post.php' && ($_GET['action'] ?? '') === 'edit' ? kept_for_editor($post_id) : null;
    return $kept ? $kept->$name : $value;
}
