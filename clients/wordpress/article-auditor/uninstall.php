<?php
/** The plug-in is deleted: what it kept with posts goes, on every site of a network. */

namespace ArticleAuditor;

defined('WP_UNINSTALL_PLUGIN') || exit;

foreach (is_multisite() ? get_sites(['fields' => 'ids', 'number' => 0]) : [0] as $blog) {
    $blog && switch_to_blog($blog);
    wp_unschedule_hook('article_auditor_tell');
    delete_post_meta_by_key('_article_auditor_answer');
    delete_post_meta_by_key('_article_auditor_event');
    $blog && restore_current_blog();
}
