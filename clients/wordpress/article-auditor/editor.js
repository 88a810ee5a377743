/** The block editor shows a notice as text; the link is one of its actions. */
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
