<?php
/** The calls to the service: asking the gate, telling the hook, and looking at the set-up. */

namespace ArticleAuditor;

use WP_Error;

defined('ABSPATH') || exit;

/** An event is sent where no editor waits. */
const EVENT_SECONDS = 10;
/** An auditor that did not answer is not asked again by the same request, nor for so long by a program that runs on. */
const SILENT_SECONDS = 30;

/** Status and JSON of the service's answer to a GET, or a POST of `$body`; a WP_Error for editors, if none came in time. */
function call_service(string $path, ?string $body, array $headers, float $seconds)
{
    $response = wp_remote_request(rtrim(setting('URL'), '/') . $path, [
        'method' => $body === null ? 'GET' : 'POST',
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
    return new WP_Error('auditor_refused', "the auditor answered $status: $detail");
}

/** How long an editor waits at most. */
function budget(): float
{
    return (float) setting('SECONDS', 3);
}

function key_header(): array
{
    $key = of_blog('KEY');
    return $key ? ['Authorization' => "Bearer $key"] : [];
}

/** What the service answers on `$row`, which has a verdict, or a WP_Error; `look` keeps nothing of it. */
function ask_gate(array $row, string $mode = 'gate')
{
    static $silent = null;
    static $until = 0;
    if ($silent && time() < $until) {
        return $silent; // twenty posts of a bulk action wait once
    }
    $path = "/v1/check?mode=$mode&source=" . rawurlencode((string) of_blog('SOURCE'));
    $called = call_service($path, wp_json_encode($row), key_header(), budget());
    if (is_wp_error($called)) {
        $until = time() + SILENT_SECONDS;
        return $silent = $called;
    }
    [$status, $answer] = $called;
    return in_array($answer['verdict'] ?? null, ['pass', 'warn', 'block'], true) ? $answer : refusal($status, $answer);
}

/** Tell the hook, signed by Standard Webhooks; sent again, an event has the same name. True, or a WP_Error. */
function send_event(string $name, array $event)
{
    $body = wp_json_encode($event);
    $moment = (string) time();
    $key = base64_decode(preg_replace('/^whsec_/', '', (string) of_blog('SECRET')));
    $headers = [
        'webhook-id' => $name,
        'webhook-timestamp' => $moment,
        'webhook-signature' => 'v1,' . base64_encode(hash_hmac('sha256', "$name.$moment.$body", $key, true)),
    ];
    $called = call_service('/v1/hooks/' . rawurlencode((string) of_blog('SOURCE')), $body, $headers, EVENT_SECONDS);
    if (is_wp_error($called)) {
        return $called;
    }
    return in_array($called[0], [200, 202], true) ? true : refusal(...$called);
}
