<?php
/** After publishing: the service is told, where no editor waits for it, and asked about what went past the gate. */

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

/** Whatever way a post was published: note what is to be told. */
function note_publication(string $new, string $old, WP_Post $post): void
{
    if (!is_public($new) || !is_article($post->post_type) || is_refused($post->ID)) {
        return;
    }
    keep_event($post->ID, new_event(is_public($old) ? 'post.updated' : 'post.published'));
    wp_clear_scheduled_hook(TELL, [$post->ID]);
    wp_schedule_single_event(time(), TELL, [$post->ID]);
    noted([get_current_blog_id(), $post->ID]);
}

function new_event(string $type): array
{
    return ['name' => 'msg_' . wp_generate_uuid4(), 'type' => $type, 'attempts' => 0, 'error' => ''];
}

function keep_event(int $post_id, array $event): void
{
    update_post_meta($post_id, EVENT, wp_slash(wp_json_encode($event)));
}

/** Blog and post of each publication of this request; takes one more. */
function noted(?array $publication = null): array
{
    static $noted = [];
    if ($publication && !in_array($publication, $noted, true)) {
        $noted[] = $publication;
    }
    return $noted;
}

/** At the end of the request: a program tells by itself, for pages let WP-Cron work, and nobody may open one soon. */
function tell_soon(): void
{
    $alone = PHP_SAPI === 'cli' || wp_doing_cron();
    foreach (noted() as [$blog, $post_id]) {
        $elsewhere = is_multisite() && $blog !== get_current_blog_id();
        $elsewhere && switch_to_blog($blog);
        if ($alone) {
            wp_clear_scheduled_hook(TELL, [$post_id]);
            tell($post_id);
        } else {
            spawn_cron();
        }
        $elsewhere && restore_current_blog();
    }
}

/** The job: tell the service of a post, and ask about one that got past the gate; what fails is tried again later. */
function tell(int $post_id): void
{
    $event = read_meta($post_id, EVENT);
    $post = get_post($post_id);
    $public = $post && is_public($post->post_status);
    if ($event === null || !$post || (!$public && $event['type'] !== 'post.withdrawn')) {
        delete_post_meta($post_id, EVENT);
        return;
    }
    $asked = $public ? ask_about_past($post) : true;
    if ($asked === true && !is_public(get_post_status($post_id)) && $event['type'] !== 'post.withdrawn') {
        $event = new_event('post.withdrawn');
        keep_event($post_id, $event);
        $post = get_post($post_id);
    }
    $body = ['type' => $event['type'], 'source' => of_blog('SOURCE'), 'timestamp' => gmdate('c')];
    $told = send_event($event['name'], $body + ['data' => event_data($post)]);
    $failed = is_wp_error($told) ? $told : $asked;
    if (is_wp_error($failed)) {
        try_later($post_id, $event, $failed);
    } elseif ((read_meta($post_id, EVENT)['name'] ?? null) === $event['name']) {
        delete_post_meta($post_id, EVENT);
    }
}

/** Ask about a text that is public without the gate's word; what it would have held back is a draft again, if so set. */
function ask_about_past(WP_Post $post)
{
    $known = read_meta($post->ID, ANSWER);
    $same = $known && $known['digest'] === digest_of($post);
    if ($same && !$known['blocked'] && $known['verdict'] !== 'unaudited') {
        return true;
    }
    $given = ask_gate(gate_row($post) + ['asked' => asked('publication') + ['public' => true]]);
    if (is_wp_error($given)) {
        return $given;
    }
    $answer = kept_part($given) + ['digest' => digest_of($post)];
    if ($same && $known['verdict'] === 'unaudited' && $answer['messages']) {
        array_unshift($answer['messages'], 'Published without an audit, for the auditor did not answer. Audited since:');
    }
    if ($answer['blocked'] && setting('PAST', 'report') === 'withdraw') {
        $answer['messages'][0] = 'Withdrawn: this text was public without the gate’s word. It is a draft now.';
        wp_update_post(['ID' => $post->ID, 'post_status' => 'draft']);
    }
    keep_answer($post->ID, $answer);
    return true;
}

function try_later(int $post_id, array $event, WP_Error $error): void
{
    $wait = RETRY_SECONDS[min($event['attempts'], count(RETRY_SECONDS) - 1)];
    $event['attempts'] += 1;
    $event['error'] = $error->get_error_message();
    keep_event($post_id, $event);
    if ($event['attempts'] < MAX_ATTEMPTS) {
        wp_schedule_single_event(time() + $wait, TELL, [$post_id]);
    }
}
