<?php
/** The calls to the service: asking the gate, and telling the hook. */

namespace ArticleAuditor;

use WP_Error;

defined('ABSPATH') || exit;

/** An event is sent where no editor waits. */
const EVENT_SECONDS = 10;

/** Status and JSON of the service's answer; a WP_Error, its message for editors, if none came in time. */
function call_service(string $path, string $body, array $headers, float $seconds)
{
    $response = wp_remote_post(rtrim(setting('URL'), '/') . $path, [
        'timeout' => $seconds,
        'redirection' => 0,
        'body' => $body,
        'headers' => $headers + ['Content-Type' => 'application/json'],
    ]);
    if (is_wp_error($response)) {
        $late = strpos($response->get_error_message(), 'timed out') !== false;
        $reason = $late ? "did not answer within $seconds seconds" : 'could not be reached';
        return new WP_Error('auditor_unavailable', "the auditor $reason");
    }
    $answer = json_decode(wp_remote_retrieve_body($response), true);
    return [wp_remote_retrieve_response_code($response), is_array($answer) ? $answer : []];
}

function refusal(int $status, array $answer): WP_Error
{
    $detail = is_string($answer['detail'] ?? null) ? $answer['detail'] : 'without a reason';
    return new WP_Error('auditor_unavailable', "the auditor answered $status: $detail");
}

/** The gate's answer, which has a verdict, or a WP_Error. */
function ask_gate(array $row)
{
    $headers = setting('KEY') ? ['Authorization' => 'Bearer ' . setting('KEY')] : [];
    $path = '/v1/check?mode=gate&source=' . rawurlencode(setting('SOURCE'));
    $called = call_service($path, wp_json_encode($row), $headers, (float) setting('SECONDS', 3));
    if (is_wp_error($called)) {
        return $called;
    }
    [$status, $answer] = $called;
    return in_array($answer['verdict'] ?? null, ['pass', 'warn', 'block'], true) ? $answer : refusal($status, $answer);
}

/** Tell the hook, signed by Standard Webhooks; sent again, an event has the same name. True, or a WP_Error. */
function send_event(string $name, array $event)
{
    $body = wp_json_encode($event);
    $moment = (string) time();
    $key = base64_decode(preg_replace('/^whsec_/', '', setting('SECRET')));
    $headers = [
        'webhook-id' => $name,
        'webhook-timestamp' => $moment,
        'webhook-signature' => 'v1,' . base64_encode(hash_hmac('sha256', "$name.$moment.$body", $key, true)),
    ];
    $called = call_service('/v1/hooks/' . rawurlencode(setting('SOURCE')), $body, $headers, EVENT_SECONDS);
    if (is_wp_error($called)) {
        return $called;
    }
    return in_array($called[0], [200, 202], true) ? true : refusal(...$called);
}
