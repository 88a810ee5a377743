<?php
/** Before publishing: the gate is asked, whatever way a text is to go public. */

namespace ArticleAuditor;

use WP_Error;
use WP_Post;
use WP_REST_Request;

defined('ABSPATH') || exit;

/** The gate's last answer on a post: metadata that no form shows. */
const ANSWER = '_article_auditor_answer';
/** Statuses that make a text public, now or later. */
const PUBLISHING = ['publish', 'future'];

/** The gate's answers of this request by the digest of the text: WordPress runs both filters for one press. */
function answers(?string $digest = null, ?array $answer = null): array
{
    static $answers = [];
    if ($digest !== null) {
        $answers[$digest] = $answer;
    }
    return $answers;
}

/** What is kept of the gate's answer on a post; it is asked once a request and text. */
function judge(object $post): array
{
    $digest = digest_of($post);
    $answer = answers()[$digest] ?? null;
    if ($answer === null) {
        $given = ask_gate(gate_row($post));
        $answer = is_wp_error($given) ? unaudited($given) : kept_part($given);
        $answer['digest'] = $digest;
        answers($digest, $answer);
    }
    if (!empty($post->ID)) {
        keep_answer($post->ID, $answer);
    }
    return $answer;
}

function kept_part(array $given): array
{
    return [
        'verdict' => $given['verdict'],
        'blocked' => $given['verdict'] === 'block',
        'messages' => array_values(array_filter((array) ($given['messages'] ?? []), 'is_string')),
        'review' => esc_url_raw((string) ($given['review'] ?? ''), ['http', 'https']),
    ];
}

/** What stands for an answer that did not come, by the site's own setting. */
function unaudited(WP_Error $error): array
{
    $closed = setting('FAIL', 'open') === 'closed';
    $why = $error->get_error_message();
    $message = $closed
        ? "Not published: $why. Your text is kept; try again in a minute."
        : "Published without an audit: $why. The audit will be made up for.";
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

/** Block editor and every REST client: an error keeps the old text, and its message is shown. */
function before_rest($prepared, WP_REST_Request $request)
{
    if (is_wp_error($prepared) || strpos($request->get_route(), '/autosaves') !== false) {
        return $prepared;
    }
    $old = empty($prepared->ID) ? null : get_post($prepared->ID);
    $post = (object) array_merge($old ? $old->to_array() : [], (array) $prepared);
    if (!in_array($post->post_status ?? '', PUBLISHING, true) || ($old && is_same($old, $post))) {
        return $prepared;
    }
    $answer = judge($post);
    if (!$answer['blocked']) {
        return $prepared;
    }
    $data = ['status' => 422, 'auditor' => notice_from($answer)];
    return new WP_Error('auditor_blocked', implode(' ', $answer['messages']), $data);
}

/** Whether a change leaves alone what readers see: then there is nothing to ask. */
function is_same(WP_Post $old, object $new): bool
{
    return $old->post_status === $new->post_status && digest_of($old) === digest_of($new);
}

/** Everything else (classic editor, XML-RPC, imports): what is held back waits for review. */
function before_insert(array $data, array $postarr): array
{
    if (!is_article($data['post_type']) || !in_array($data['post_status'], PUBLISHING, true)) {
        return $data;
    }
    $id = (int) ($postarr['ID'] ?? 0);
    if ($id && get_post_status($id) === 'publish') {
        return $data;
    }
    if (judge((object) (wp_unslash($data) + ['ID' => $id]))['blocked']) {
        $data['post_status'] = 'pending';
    }
    return $data;
}

/** A post that was made and asked about in one go had no number then. */
function after_insert(int $post_id, WP_Post $post): void
{
    $answer = is_article($post->post_type) ? answers()[digest_of($post)] ?? null : null;
    if ($answer !== null) {
        keep_answer($post_id, $answer);
    }
}
