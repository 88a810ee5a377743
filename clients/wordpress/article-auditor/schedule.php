<?php
/** A scheduled post goes live: asked about again, if it has not been judged as it stands. */

namespace ArticleAuditor;

use WP_Post;

defined('ABSPATH') || exit;

/** In WordPress's own place: publish what is due, unless the gate holds it back. */
function go_live($post): void
{
    $post = get_post($post);
    if ($post && $post->post_status === 'future' && moment_of($post->post_date_gmt) <= time() && !may_go_live($post)) {
        return;
    }
    check_and_publish_future_post($post);
}

function may_go_live(WP_Post $post): bool
{
    $known = is_article($post->post_type) ? read_meta($post->ID, ANSWER) : null;
    $judged = $known && $known['digest'] === digest_of($post) && $known['verdict'] !== 'unaudited';
    if (!is_article($post->post_type) || ($judged && !$known['blocked'])) {
        return true;
    }
    $answer = judge($post, 'schedule');
    if (!$answer['blocked']) {
        return true;
    }
    if ($answer['verdict'] === 'unaudited') {
        wp_schedule_single_event(time() + MINUTE_IN_SECONDS, 'publish_future_post', [$post->ID]);
    } else {
        wp_update_post(['ID' => $post->ID, 'post_status' => setting('HELD', 'draft')]);
    }
    return false;
}
