<?php
/** Who presses Publish, by which way, and whether against the gate: what stands beside an article when it is asked about. */

namespace ArticleAuditor;

use WP_Post;
use WP_REST_Request;
use WP_User;

defined('ABSPATH') || exit;

/** The right to publish what the gate holds back; who has it is said by the filter `article_auditor_override`. */
const OVERRIDE = 'article_auditor_override';
/** The service takes no longer reason. */
const REASON_LENGTH = 5000;

/** The `asked` of a row. */
function asked(string $way, string $override = ''): array
{
    $name = wp_get_current_user()->display_name;
    return array_filter(['editor' => mb_substr((string) $name, 0, 100), 'way' => $way, 'override' => $override]);
}

/** WordPress's own pages that publish; any other is code that somebody else wrote. */
const PAGES = [
    'post.php' => 'classic-editor',
    'post-new.php' => 'classic-editor',
    'edit.php' => 'bulk-action',
    'revision.php' => 'restored-revision',
];

/** How the text came here, in the words of the service; `code` is what nobody pressed for. */
function way(): string
{
    global $pagenow;
    switch (true) {
        case defined('WP_IMPORTING') && WP_IMPORTING:
            return 'import';
        case defined('XMLRPC_REQUEST') && XMLRPC_REQUEST:
            return 'xml-rpc';
        case defined('REST_REQUEST') && REST_REQUEST:
            return isset($_SERVER['HTTP_X_WP_NONCE']) ? 'block-editor' : 'rest';
        case wp_doing_cron():
            return 'schedule';
        case PHP_SAPI === 'cli':
            return 'cli';
        case wp_doing_ajax():
            return ($_POST['action'] ?? '') === 'inline-save' ? 'quick-edit' : 'code';
        default:
            return is_admin() ? PAGES[$pagenow] ?? 'code' : 'code';
    }
}

/** The right is that of those who edit what others wrote; the filter may name another. */
function map_override(array $needed, string $right): array
{
    return $right === OVERRIDE ? [(string) apply_filters('article_auditor_override', 'edit_others_posts')] : $needed;
}

/** Why the gate is overridden; '' if it is not, or by somebody who may not. */
function override_reason(): string
{
    $reason = trim(posted_override());
    return $reason !== '' && current_user_can(OVERRIDE) ? mb_substr($reason, 0, REASON_LENGTH) : '';
}

/** The reason as it was sent: by REST beside the post, in the classic editor under a nonce. */
function posted_override(): string
{
    if (defined('REST_REQUEST') && REST_REQUEST) {
        return rest_override();
    }
    $nonce = $_POST['auditor_override_nonce'] ?? '';
    $reason = $_POST['auditor_override'] ?? '';
    return is_string($nonce) && is_string($reason) && wp_verify_nonce($nonce, OVERRIDE) ? wp_unslash($reason) : '';
}

/** What this REST request says of it: its own login or nonce has been checked when it comes here. */
function rest_override(?WP_REST_Request $request = null): string
{
    static $reason = '';
    if ($request) {
        $given = $request['auditor_override'] ?? '';
        $reason = is_string($given) ? $given : '';
    }
    return $reason;
}

/** In the classic editor, once a text was held back: a line for the reason to publish it all the same. */
function offer_override(WP_Post $post): void
{
    $answer = is_article($post->post_type) ? current_answer($post) : null;
    if (!$answer || $answer['verdict'] !== 'block' || !$answer['blocked'] || !current_user_can(OVERRIDE)) {
        return;
    }
    wp_nonce_field(OVERRIDE, 'auditor_override_nonce', false);
    printf(
        '<div class="misc-pub-section"><label for="auditor-override">%s</label>'
        . '<textarea id="auditor-override" name="auditor_override" rows="2" maxlength="%d" style="width:100%%"></textarea></div>',
        esc_html('Publish against the gate, because:'),
        REASON_LENGTH
    );
}
