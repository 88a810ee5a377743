<?php
/** After publishing: the service is told, where no editor waits for it. */

namespace ArticleAuditor;

use WP_Error;
use WP_Post;

defined('ABSPATH') || exit;

/** The event that the service has not taken yet: metadata that no form shows. */
const EVENT = '_article_auditor_event';
/** The job of WP-Cron that tells the service of a publication; its argument is the post. */
const TELL = 'article_auditor_tell';
/** After these seconds what failed is tried again; the last holds for all tries that follow. */
const RETRY_SECONDS = [60, 300, 900, 3600, 21600];
const MAX_ATTEMPTS = 30;

/** Whatever way a post was published: note what is to be told. WP-Cron tells it, and no editor waits. */
function note_publication(string $new, string $old, WP_Post $post): void
{
    if ($new !== 'publish' || !is_article($post->post_type)) {
        return;
    }
    $event = [
        'name' => 'msg_' . wp_generate_uuid4(),
        'type' => $old === 'publish' ? 'post.updated' : 'post.published',
        'attempts' => 0,
        'error' => '',
    ];
    update_post_meta($post->ID, EVENT, wp_slash(wp_json_encode($event)));
    wp_clear_scheduled_hook(TELL, [$post->ID]);
    wp_schedule_single_event(time(), TELL, [$post->ID]);
}

/** The job: tell the service of a post; what fails is tried again later. */
function tell(int $post_id): void
{
    $event = read_meta($post_id, EVENT);
    $post = get_post($post_id);
    if ($event === null || !$post || $post->post_status !== 'publish') {
        delete_post_meta($post_id, EVENT);
        return;
    }
    $body = ['type' => $event['type'], 'source' => setting('SOURCE'), 'timestamp' => gmdate('c')];
    $body['data'] = event_data($post);
    $done = send_event($event['name'], $body);
    $done = is_wp_error($done) ? $done : audit_what_was_not_asked($post);
    if (is_wp_error($done)) {
        try_later($post_id, $event, $done);
    } elseif ((read_meta($post_id, EVENT)['name'] ?? null) === $event['name']) {
        delete_post_meta($post_id, EVENT);
    }
}

/** Ask the gate about a text that got past it, so that its editors see the findings. True, or a WP_Error. */
function audit_what_was_not_asked(WP_Post $post)
{
    $known = read_meta($post->ID, ANSWER);
    if ($known && $known['digest'] === digest_of($post) && $known['verdict'] !== 'unaudited') {
        return true;
    }
    $given = ask_gate(gate_row($post));
    if (is_wp_error($given)) {
        return $given;
    }
    keep_answer($post->ID, kept_part($given) + ['digest' => digest_of($post)]);
    return true;
}

function try_later(int $post_id, array $event, WP_Error $error): void
{
    $wait = RETRY_SECONDS[min($event['attempts'], count(RETRY_SECONDS) - 1)];
    $event['attempts'] += 1;
    $event['error'] = $error->get_error_message();
    update_post_meta($post_id, EVENT, wp_slash(wp_json_encode($event)));
    if ($event['attempts'] < MAX_ATTEMPTS) {
        wp_schedule_single_event(time() + $wait, TELL, [$post_id]);
    }
}
