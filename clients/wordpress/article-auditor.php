<?php
/**
 * Plugin Name: Article auditor
 * Description: Asks an article auditor before a post is published, and tells it afterwards.
 * Version: 0.1.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: Apache-2.0
 *
 * One file for wp-content/mu-plugins, configured by constants of wp-config.php; see the README beside it.
 */

namespace ArticleAuditor;

use WP_Error;
use WP_Post;
use WP_REST_Request;

defined('ABSPATH') || exit;

/** The gate's last answer on a post, and the event that the service has not taken yet: metadata that no form shows. */
const ANSWER = '_article_auditor_answer';
const EVENT = '_article_auditor_event';
/** The job of WP-Cron that tells the service of a publication; its argument is the post. */
const TELL = 'article_auditor_tell';
/** Statuses that make a text public, now or later. */
const PUBLISHING = ['publish', 'future'];
/** An event is sent where no editor waits. */
const EVENT_SECONDS = 10;
/** After these seconds what failed is tried again; the last holds for all tries that follow. */
const RETRY_SECONDS = [60, 300, 900, 3600, 21600];
const MAX_ATTEMPTS = 30;

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

/* ---- The post as an article ---- */

function title_of(object $post): string
{
    return html_entity_decode($post->post_title ?? '', ENT_QUOTES | ENT_HTML5, 'UTF-8');
}

/** The body as readers get it. Blocks and shortcodes look for the post they stand in. */
function html_of(object $post): string
{
    $before = $GLOBALS['post'] ?? null;
    $GLOBALS['post'] = empty($post->ID) ? null : get_post($post->ID);
    $html = apply_filters('the_content', $post->post_content ?? '');
    $GLOBALS['post'] = $before;
    return $html;
}

/** Names a text: whatever WordPress does to marks and spaces while it saves, the same words have the same digest. */
function digest_of(object $post): string
{
    $words = wp_strip_all_tags(title_of($post) . "\n" . ($post->post_content ?? ''));
    return hash('sha256', preg_replace('/\s+/u', ' ', $words) ?? $words);
}

/** Its public address, once it has one: `$post` may be what is about to be saved. */
function link_of(object $post): ?string
{
    return !empty($post->ID) && get_post_status($post->ID) === 'publish' ? get_permalink($post->ID) : null;
}

/** The article row that the gate is asked about; what has no date yet is published now. */
function gate_row(object $post): array
{
    $date = $post->post_date_gmt ?? '';
    $moment = $date > '0001' ? strtotime("$date UTC") : time();
    return array_filter([
        'id' => empty($post->ID) ? null : "wordpress:{$post->ID}",
        'title' => title_of($post),
        'html' => html_of($post),
        'url' => link_of($post),
        'published' => gmdate('c', $moment),
        'language' => str_replace('_', '-', get_locale()),
    ]);
}

/** The `data` of an event. */
function event_data(WP_Post $post): array
{
    return [
        'post_id' => $post->ID,
        'post_type' => $post->post_type,
        'status' => $post->post_status,
        'title' => $post->post_title,
        'content_html' => html_of($post),
        'slug' => $post->post_name,
        'link' => link_of($post),
        'date_gmt' => $post->post_date_gmt,
        'modified_gmt' => $post->post_modified_gmt,
        'locale' => get_locale(),
        'authors' => [get_the_author_meta('display_name', (int) $post->post_author)],
    ];
}

/* ---- The two calls ---- */

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

/* ---- Before publishing ---- */

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

/* ---- After publishing ---- */

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

/* ---- What editors see ---- */

/** Plain lines, how weighty they are, and a link; never HTML. */
function notice_from(array $answer): array
{
    $status = $answer['blocked'] ? 'error' : 'warning';
    return ['status' => $status, 'lines' => $answer['messages'], 'review' => $answer['review']];
}

/** What an editor of a post is to be told, null if nothing. */
function notice_of(int $post_id): ?array
{
    $answer = read_meta($post_id, ANSWER);
    $notice = $answer ? notice_from($answer) : ['status' => 'warning', 'lines' => [], 'review' => ''];
    if ($answer && $answer['verdict'] === 'block' && is_public($post_id, $answer['digest'])) {
        $notice['lines'][0] = 'This text is public, by a way that does not ask the auditor, which would have held it back.';
    }
    $error = read_meta($post_id, EVENT)['error'] ?? '';
    if ($error !== '') {
        $notice['lines'][] = "The auditor does not know of the last publication yet: $error.";
    }
    return $notice['lines'] ? $notice : null;
}

function is_public(int $post_id, string $digest): bool
{
    $post = get_post($post_id);
    return $post && $post->post_status === 'publish' && digest_of($post) === $digest;
}

/** In the classic editor. */
function show_notice(): void
{
    $screen = get_current_screen();
    $post = get_post();
    if (!$screen || $screen->base !== 'post' || $screen->is_block_editor() || !$post) {
        return;
    }
    $notice = is_article($post->post_type) ? notice_of($post->ID) : null;
    if ($notice) {
        printf('<div class="notice notice-%s">', esc_attr($notice['status']));
        foreach ($notice['lines'] as $line) {
            printf('<p>%s</p>', esc_html($line));
        }
        if ($notice['review']) {
            $link = '<p><a href="%s" target="_blank" rel="noreferrer">Open in the auditor</a></p>';
            printf($link, esc_url($notice['review'], ['http', 'https']));
        }
        echo '</div>';
    }
}

/** The block editor shows a notice as text; the link is one of its actions. */
const SCRIPT = <<<'JS'
(function () {
    const NOTICE = 'article-auditor';
    const notices = () => wp.data.dispatch('core/notices');
    function show(notice, lines) {
        notices().removeNotice(NOTICE);
        if (!notice || !lines.length) {
            return;
        }
        const actions = notice.review ? [{ label: 'Open in the auditor', url: notice.review }] : [];
        notices().createNotice(notice.status, lines.join(' '), { id: NOTICE, actions });
    }
    function isEdited(post) {
        return post && post.auditor !== undefined && post.id === wp.data.select('core/editor').getCurrentPostId();
    }
    wp.apiFetch.use((options, next) => next(options).then(
        (answer) => {
            if (isEdited(answer)) {
                show(answer.auditor, answer.auditor ? answer.auditor.lines : []);
            }
            return answer;
        },
        (error) => {
            if (error && error.code === 'auditor_blocked') {
                const [first, ...others] = error.data.auditor.lines;
                error.message = first;
                show(error.data.auditor, others.length ? others : [first]);
            }
            throw error;
        }
    ));
    wp.domReady(() => show(articleAuditor.notice, articleAuditor.notice ? articleAuditor.notice.lines : []));
})();
JS;

/** In the block editor: what is known when it opens, and what each save brings. */
function enqueue_script(): void
{
    $post = get_post();
    if (!$post || !is_article($post->post_type)) {
        return;
    }
    $needs = ['wp-api-fetch', 'wp-data', 'wp-dom-ready', 'wp-editor', 'wp-notices'];
    wp_register_script('article-auditor', false, $needs, '0.1.0', true);
    $known = wp_json_encode(['notice' => notice_of($post->ID)], JSON_HEX_TAG | JSON_HEX_AMP);
    wp_add_inline_script('article-auditor', "const articleAuditor = $known;\n" . SCRIPT);
    wp_enqueue_script('article-auditor');
}

/** The REST answers of posts carry the notice, for those who edit them. */
function register_field(): void
{
    foreach (setting('POST_TYPES', ['post']) as $type) {
        add_filter("rest_pre_insert_$type", __NAMESPACE__ . '\before_rest', 10, 2);
    }
    register_rest_field(setting('POST_TYPES', ['post']), 'auditor', [
        'get_callback' => fn(array $post) => notice_of($post['id']),
        'schema' => ['type' => ['object', 'null'], 'context' => ['edit'], 'readonly' => true],
    ]);
}

function warn_unconfigured(): void
{
    if (current_user_can('manage_options')) {
        $text = 'The article auditor is not connected: wp-config.php lacks AUDITOR_URL, AUDITOR_SOURCE or AUDITOR_SECRET.';
        printf('<div class="notice notice-error"><p>%s</p></div>', esc_html($text));
    }
}

if (is_configured()) {
    add_action('rest_api_init', __NAMESPACE__ . '\register_field');
    add_filter('wp_insert_post_data', __NAMESPACE__ . '\before_insert', 10, 2);
    add_action('wp_after_insert_post', __NAMESPACE__ . '\after_insert', 10, 2);
    add_action('transition_post_status', __NAMESPACE__ . '\note_publication', 10, 3);
    add_action(TELL, __NAMESPACE__ . '\tell');
    add_action('admin_notices', __NAMESPACE__ . '\show_notice');
    add_action('enqueue_block_editor_assets', __NAMESPACE__ . '\enqueue_script');
} else {
    add_action('admin_notices', __NAMESPACE__ . '\warn_unconfigured');
}
