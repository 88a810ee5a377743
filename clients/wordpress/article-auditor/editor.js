/** The draft in the block editor: asked about after a pause in typing, decided on, and what the gate says to a save. */
window.articleAuditor = window.articleAuditor || {};
(function (auditor) {
    const { passages } = auditor;
    /** So long after the last key an editor pauses: even slow writers leave less between two keys of a word. */
    const PAUSE_MS = 800;
    const NOTICE = 'article-auditor';
    const editor = () => wp.data.select('core/editor');

    /* ---- What is known of the draft ---- */

    const KNOWN = {
        answer: null, // the service's, on the draft as it stood when it was last asked
        parts: [], // of each finding, where it stood then
        trouble: '', // why there is no answer now
        said: '', // what became of the last decision
    };
    const STORE = wp.data.createReduxStore('article-auditor', {
        reducer: (state = KNOWN, action) => (action.type === 'SET' ? { ...state, ...action.values } : state),
        actions: { set: (values) => ({ type: 'SET', values }) },
        selectors: { get: (state) => state },
    });
    wp.data.register(STORE);
    const set = (values) => wp.data.dispatch(STORE).set(values);
    const get = () => wp.data.select(STORE).get();

    /** Take an answer over: what it lists is marked in the text. */
    function take(answer, values = {}) {
        const findings = answer ? answer.findings : [];
        passages.mark(findings);
        set({ answer, parts: findings.map(passages.find), trouble: '', ...values });
    }

    /* ---- Asking ---- */

    /** What readers would get if this were saved: the text, and the date that an editor chose. */
    function draft() {
        const floats = editor().isEditedPostDateFloating();
        return {
            post: editor().getCurrentPostId(),
            title: editor().getEditedPostAttribute('title') || '',
            content: editor().getEditedPostContent(),
            excerpt: editor().getEditedPostAttribute('excerpt') || '',
            date: floats ? '' : editor().getEditedPostAttribute('date') || '',
        };
    }

    const call = (path, data) => wp.apiFetch({ path: `/article-auditor/v1/${path}`, method: 'POST', data });

    /** The answer on a text, null on none. Rejects, with why, if the service gives no judgement. */
    async function answerOn(text) {
        if (!text.title.trim() && !text.content.trim()) {
            return null;
        }
        const answer = await call('look', text);
        if (answer.outcome === 'unaudited') {
            throw new Error(answer.messages[0]);
        }
        return answer;
    }

    let asked = '';
    let isAsking = false;
    let isWaiting = false;

    /** Ask about the draft, unless that was done; while a question is on its way, the next waits, and only the last. */
    async function look() {
        const text = draft();
        const key = JSON.stringify(text);
        if (isAsking || key === asked) {
            isWaiting = isAsking;
            return;
        }
        isAsking = true;
        try {
            take(await answerOn(text));
            asked = key;
        } catch (error) {
            set({ trouble: error.message });
        }
        isAsking = false;
        if (isWaiting) {
            isWaiting = false;
            look();
        }
    }

    let [seen, timer] = [[], 0];

    /** After every change of the editor's data, of which few are of the text: each of those begins the pause anew. */
    function onChange() {
        const now = [
            wp.data.select('core/block-editor').getBlocks(),
            editor().getEditedPostAttribute('title'),
            editor().getEditedPostAttribute('date'),
        ];
        if (now.some((value, number) => value !== seen[number])) {
            seen = now;
            clearTimeout(timer);
            timer = setTimeout(look, PAUSE_MS);
        }
    }

    /* ---- Deciding ---- */

    /** Dismiss a finding of the draft. Rejects, with a message to be shown, if the service does not take it. */
    async function dismiss(finding, reason, note) {
        const decision = { fingerprint: finding.fingerprint, reason, ...(note && { note }) };
        const answer = await call('decide', { ...draft(), decision });
        const open = answer.status === 'open' ? ' It takes the decision of a second editor too.' : '';
        take(answer, { said: `Kept in the auditor as ${auditor.editor}’s decision.${open}` });
    }

    let override = '';

    /** Publish or update what the gate would hold back; the reason goes with the save, and is gone with its answer. */
    async function publishAnyway(reason) {
        override = reason;
        const isPublic = ['publish', 'private'].includes(editor().getCurrentPostAttribute('status'));
        if (!isPublic) {
            const isPrivate = editor().getEditedPostVisibility() === 'private';
            wp.data.dispatch('core/editor').editPost({ status: isPrivate ? 'private' : 'publish' });
        }
        await wp.data.dispatch('core/editor').savePost();
        override = '';
    }

    /* ---- Saving ---- */

    const notices = () => wp.data.dispatch('core/notices');

    /** The gate's lines on what was saved; none take the last ones away. */
    function showNotice(notice) {
        notices().removeNotice(NOTICE);
        if (notice && notice.lines.length) {
            const actions = notice.review ? [{ label: 'Open in the auditor', url: notice.review }] : [];
            notices().createNotice(notice.status, notice.lines.join(' '), { id: NOTICE, actions });
        }
    }

    /** The link of a notice opens beside the editor, whose text may not be saved yet; notices have no word for that. */
    function openBeside(event) {
        const link = event.target.closest?.('a.components-notice__action');
        if (link && auditor.url && link.href.startsWith(auditor.url)) {
            [link.target, link.rel] = ['_blank', 'noreferrer'];
        }
    }

    const isSave = ({ method, path = '', data }) =>
        data && !/\/autosaves\b/.test(path) && data.id === editor().getCurrentPostId() && /^(PUT|POST)$/.test(method);
    const isEdited = (post) => post?.auditor !== undefined && post.id === editor().getCurrentPostId();

    wp.apiFetch.use((options, next) => {
        const isAnyway = override && isSave(options);
        const sent = isAnyway ? { ...options, data: { ...options.data, auditor_override: override } } : options;
        return next(sent).then(
            (answer) => {
                if (isEdited(answer)) {
                    showNotice(answer.auditor);
                }
                return answer;
            },
            (error) => {
                if (error?.code === 'auditor_blocked') {
                    const [first, ...others] = error.data.auditor.lines;
                    error.message = first; // the editor shows it itself, as why the update failed
                    showNotice({ ...error.data.auditor, lines: others.length ? others : [first] });
                }
                throw error;
            }
        );
    });

    wp.domReady(() => {
        showNotice(auditor.notice);
        document.addEventListener('click', openBeside, true);
        wp.data.subscribe(onChange);
    });

    Object.assign(auditor, { STORE, get, dismiss, publishAnyway, look });
})(window.articleAuditor);
