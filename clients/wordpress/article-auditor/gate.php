<?php
/** Before publishing: the gate is asked, whatever way a text is to go public, and what it holds back stays, whole. */

namespace ArticleAuditor;

use WP_Error;
use WP_Post;
use WP_REST_Request;

defined('ABSPATH') || exit;

/** The gate's last answer on a post: metadata that no form shows. */
const ANSWER = '_article_auditor_answer';
/** Statuses that say nothing of where an unpublished post stands. */
const NOWHERE = ['new', 'auto-draft', 'draft', 'future', 'trash', 'inherit'];

/** Every way that stores a post comes by here: the classic and the block editor, lists, REST, XML-RPC, imports, code. */
function before_insert(array $data, array $postarr): array
{
    $post = (object) (['ID' => (int) ($postarr['ID'] ?? 0)] + wp_unslash($data));
    $old = $post->ID ? get_post($post->ID) : null;
    if (!is_asked($old, $post)) {
        let_go($post, $old);
        return $data;
    }
    $revision = keep_typed($post, $old, (int) ($postarr['import_id'] ?? 0));
    $answer = judge($post, way(), override_reason());
    if (!$old) {
        give_way($post->ID);
        $data['ID'] = $post->ID;
    } else {
        clean_post_cache($post->ID); // another press may have made it public meanwhile
    }
    $now = $old ? get_post($post->ID) : null;
    is_refused($post->ID, false);
    if (!$answer['blocked']) {
        drop_revision($revision, $now);
        return $data;
    }
    held_back($post->ID, $answer);
    return $now && is_public($now->post_status)
        ? refuse_update($data, $now, $revision ?: keep_as_revision($post))
        : hold($data, $old);
}

/** Whether a change is one that readers will see: then the gate is asked. */
function is_asked(?WP_Post $old, object $new): bool
{
    if (!is_article($new->post_type) || ($new->post_status !== 'future' && !is_public($new->post_status))) {
        return false;
    }
    return !$old
        || $old->post_status !== $new->post_status
        || digest_of($old) !== digest_of($new)
        || ($old->post_password !== '' && $new->post_password === '')
        || ($new->post_status === 'future' && $old->post_date_gmt !== $new->post_date_gmt);
}

/** What is kept of the gate's answer on a post; it is asked once a request and text. */
function judge(object $post, string $way, string $override = ''): array
{
    static $answers = [];
    $digest = digest_of($post);
    $question = implode('|', [article_id($post->ID), $digest, $post->post_status, $override]);
    if (!isset($answers[$question])) {
        $given = ask_gate(gate_row($post) + ['asked' => asked($way, $override)]);
        $answers[$question] = is_wp_error($given) ? unaudited($given, $post) : kept_part($given);
    }
    $answer = $answers[$question] + ['digest' => $digest];
    keep_answer($post->ID, $answer);
    return $answer;
}

function kept_part(array $given): array
{
    return [
        'verdict' => ($given['outcome'] ?? '') === 'unaudited' ? 'unaudited' : $given['verdict'],
        'blocked' => $given['verdict'] === 'block',
        'messages' => array_values(array_filter((array) ($given['messages'] ?? []), 'is_string')),
        'review' => esc_url_raw((string) ($given['review'] ?? ''), ['http', 'https']),
    ];
}

/** What stands for an answer that did not come, by the site's own setting. */
function unaudited(WP_Error $error, object $post): array
{
    $closed = setting('FAIL', 'open') === 'closed';
    $why = $error->get_error_message();
    if ($closed) {
        $message = is_public((string) get_post_status($post->ID))
            ? "Not updated: $why. Readers see the text of before; yours is kept. Try again in a minute."
            : "Not published: $why. Your text is kept; try again in a minute.";
    } else {
        $message = $post->post_status === 'future'
            ? "Scheduled without an audit: $why. The auditor is asked again before the text is public."
            : "Published without an audit: $why. The audit will be made up for.";
    }
    return ['verdict' => 'unaudited', 'blocked' => $closed, 'messages' => [$message], 'review' => ''];
}

function keep_answer(int $post_id, array $answer): void
{
    update_post_meta($post_id, ANSWER, wp_slash(wp_json_encode($answer)));
}

function read_meta(int $post_id, string $name): ?array
{
    $found = json_decode((string) get_post_meta($post_id, $name, true), true);
    return is_array($found) ? $found : null;
}

/** What is not public yet is saved with all that was typed, as a draft; "immediately" stays what it was. */
function hold(array $data, ?WP_Post $old): array
{
    $stands = $old && !in_array($old->post_status, NOWHERE, true);
    $data['post_status'] = $stands ? $old->post_status : (string) setting('HELD', 'draft');
    if (abs(time() - (int) moment_of($data['post_date_gmt'])) < PRESS_SECONDS) {
        $data['post_date_gmt'] = '0000-00-00 00:00:00';
    }
    return $data;
}

/** What is public stays as readers see it; what was typed is the revision that opens in the editor. */
function refuse_update(array $data, WP_Post $now, int $revision): array
{
    keep_answer($now->ID, ['kept' => $revision] + read_meta($now->ID, ANSWER));
    is_refused($now->ID, true);
    $stays = [
        'post_status', 'post_password', 'post_name', 'post_date', 'post_date_gmt', 'post_modified', 'post_modified_gmt',
    ];
    foreach (array_merge(TEXT, $stays) as $name) {
        $data[$name] = wp_slash($now->$name);
    }
    $unchanged = fn($changed, $latest, $post) => $changed && !is_refused($post->ID);
    add_filter('wp_save_post_revision_post_has_changed', $unchanged, PHP_INT_MAX, 3); // the text of before is no news
    return $data;
}

/** Whether the last update of this post in this request was refused; `$now` says so of it from here on. */
function is_refused(int $post_id, ?bool $now = null): bool
{
    static $refused = [];
    if ($now !== null) {
        $refused[article_id($post_id)] = $now;
    }
    return $refused[article_id($post_id)] ?? false;
}

/** A refused update is an error for REST, so that an editor keeps it as not saved; all else of it is stored by now. */
function after_rest($response, array $handler, WP_REST_Request $request)
{
    $data = is_wp_error($response) ? null : rest_ensure_response($response)->get_data();
    $id = is_array($data) && $request->get_method() !== 'GET' ? (int) ($data['id'] ?? 0) : 0;
    if (!$id || !is_refused($id)) {
        return $response;
    }
    $notice = notice_of($id);
    return new WP_Error('auditor_blocked', implode(' ', $notice['lines']), ['status' => 422, 'auditor' => $notice]);
}

/** The classic editor says "Post published." of all that is no draft any more. */
function after_classic(string $location, $post_id): string
{
    $answer = read_meta((int) $post_id, ANSWER);
    if (!$answer || !$answer['blocked'] || !isset(held_back()[article_id((int) $post_id)])) {
        return $location;
    }
    return is_refused((int) $post_id) ? remove_query_arg('message', $location) : add_query_arg('message', 10, $location);
}
