/** The sidebar and the pre-publish panel of the block editor: what is found in the draft, and what can be done. */
(function (auditor) {
    const { createElement: el, Fragment, useState, useEffect, useRef } = wp.element;
    const { Button, ExternalLink, PanelBody, SelectControl, TextareaControl } = wp.components;
    const { useSelect, useDispatch } = wp.data;
    /** Both moved in WordPress 6.6. */
    const { PluginSidebar, PluginSidebarMoreMenuItem, PluginPrePublishPanel } =
        wp.editor.PluginSidebar ? wp.editor : wp.editPost;
    const { passages } = auditor;
    const NAME = 'article-auditor';
    const TITLE = 'Article auditor';
    /** Of a long passage so much is quoted in the list. */
    const QUOTED_CHARACTERS = 160;

    const counted = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
    const capital = (words) => words[0].toUpperCase() + words.slice(1);

    function shortened(quote) {
        const words = quote.replace(/\s+/g, ' ').trim();
        return words.length > QUOTED_CHARACTERS ? `${words.slice(0, QUOTED_CHARACTERS)}…` : words;
    }

    const icon = el(
        'svg',
        { viewBox: '0 0 24 24', width: 24, height: 24, 'aria-hidden': true },
        el('path', {
            d: [
                'M10 4a6 6 0 1 0 3.6 10.8l4.8 4.8 1.2-1.2-4.8-4.8A6 6 0 0 0 10 4Z',
                'm0 1.6a4.4 4.4 0 1 1 0 8.8 4.4 4.4 0 0 1 0-8.8Z',
                'm-.6 6.6 3.2-3.6-1.1-1-2.2 2.4-1-1-1 1 2.1 2.2Z',
            ].join(''),
        })
    );

    const button = (label, onClick, props = {}) =>
        el(Button, { variant: 'secondary', isSmall: true, onClick, ...props }, label);

    /** A form that one button opens: what is typed is handed to `onSend`, whose error is shown. */
    function Form({ label, send, isReady, onSend, onClose, children }) {
        const [trouble, setTrouble] = useState('');
        const [isBusy, setBusy] = useState(false);
        const place = useRef();
        useEffect(() => place.current.querySelector('select, textarea').focus(), []);
        const submit = async (event) => {
            event.preventDefault();
            setBusy(true);
            try {
                await onSend();
                onClose();
            } catch (error) {
                setTrouble(error.message);
                setBusy(false);
            }
        };
        return el(
            'form',
            { className: `${NAME}-form`, 'aria-label': label, onSubmit: submit, ref: place },
            children,
            trouble && el('p', { role: 'alert' }, trouble),
            button(send, undefined, { type: 'submit', variant: 'primary', disabled: !isReady || isBusy, isBusy }),
            button('Cancel', onClose, { variant: 'tertiary' })
        );
    }

    function DismissForm({ finding, onClose }) {
        const [reason, setReason] = useState(auditor.reasons[0]);
        const [note, setNote] = useState('');
        const options = auditor.reasons.map((value) => ({ value, label: capital(value) }));
        const needsNote = reason === 'other';
        return el(
            Form,
            {
                label: 'Dismiss', send: 'Dismiss', isReady: !needsNote || note.trim(), onClose,
                onSend: () => auditor.dismiss(finding, reason, note.trim()),
            },
            el(SelectControl, { label: 'Why', value: reason, options, onChange: setReason }),
            needsNote && el(TextareaControl, { label: 'In words', value: note, onChange: setNote, rows: 2 })
        );
    }

    /** Why a finding stands there, and what it rests on. */
    function Grounds({ finding }) {
        const notes = finding.evidence.map(({ note, quote }) => (quote ? `${note}: “${shortened(quote)}”` : note));
        return el(
            'details',
            null,
            el('summary', null, 'Why'),
            el('p', null, finding.why),
            notes.length > 0 && el('ul', null, notes.map((note, number) => el('li', { key: number }, note)))
        );
    }

    /** Show a passage; where the panel covers the text, the panel goes. */
    function goTo(finding, close) {
        close();
        passages.show(finding);
    }

    function useClosing() {
        const { closeGeneralSidebar, closePublishSidebar } = useDispatch('core/edit-post');
        const closePublishing = useDispatch('core/editor').closePublishSidebar ?? closePublishSidebar;
        const isNarrow = useSelect((select) => select('core/viewport').isViewportMatch('< medium'));
        return () => {
            closePublishing();
            if (isNarrow) {
                closeGeneralSidebar();
            }
        };
    }

    function Finding({ finding, parts }) {
        const [isDismissing, setDismissing] = useState(false);
        const close = useClosing();
        const replacement = passages.replacementOf(finding);
        const fix = replacement === '' ? 'Delete passage' : `Replace by “${replacement}”`;
        const stands = parts.length > 0;
        return el(
            'li',
            { className: `${NAME}-finding is-${finding.level}` },
            el('strong', null, auditor.levels[finding.level]),
            finding.quote && el('blockquote', null, shortened(finding.quote)),
            el('p', null, finding.message),
            el(Grounds, { finding }),
            !stands && el('p', null, 'This passage is not in a block that can be edited here.'),
            el(
                'div',
                { className: `${NAME}-actions` },
                stands && button('Go to passage', () => goTo(finding, close)),
                passages.canMend(finding, parts) && button(fix, () => passages.mend(finding)),
                button('Dismiss', () => setDismissing(!isDismissing), { 'aria-expanded': isDismissing })
            ),
            isDismissing && el(DismissForm, { finding, onClose: () => setDismissing(false) })
        );
    }

    /** For those who may: out against the gate, with a reason that the auditor keeps. */
    function Anyway() {
        const [isOpen, setOpen] = useState(false);
        const [reason, setReason] = useState('');
        const isPublic = useSelect((select) => select('core/editor').isCurrentPostPublished());
        const close = useClosing();
        const label = isPublic ? 'Update anyway' : 'Publish anyway';
        if (!isOpen) {
            return button(`${label} …`, () => setOpen(true), { isDestructive: true });
        }
        const onSend = () => auditor.publishAnyway(reason.trim()).then(close);
        return el(
            Form,
            { label, send: label, isReady: reason.trim(), onSend, onClose: () => setOpen(false) },
            el(TextareaControl, {
                label: 'Why this may be public as it is', help: 'The auditor keeps your words and your name.',
                value: reason, onChange: setReason, maxLength: 5000, rows: 3,
            })
        );
    }

    /** In one line, how it stands with the draft. */
    function summary({ answer, trouble }) {
        if (trouble) {
            return `Not checked: ${trouble.replace(/\.$/, '')}. It is asked again after your next pause.`;
        }
        if (!answer) {
            return 'What is found in the draft appears here when you pause.';
        }
        const found = answer.findings.length;
        return answer.outcome === 'judged' && !found ? 'Nothing found.' : found ? counted(found, 'finding') : '';
    }

    function Findings() {
        const known = useSelect((select) => select(auditor.STORE).get());
        const { answer, parts, said } = known;
        const told = answer && (answer.outcome !== 'judged' || answer.overridden) ? answer.messages : [];
        return el(
            Fragment,
            null,
            el('p', { role: 'status' }, [summary(known), said].filter(Boolean).join(' ')),
            told.map((line, number) => el('p', { key: number }, line)),
            answer && el(
                'ul',
                { className: `${NAME}-findings` },
                answer.findings.map((finding, number) =>
                    el(Finding, { key: finding.fingerprint, finding, parts: parts[number] }))
            ),
            answer?.verdict === 'block' && auditor.mayOverride && el(Anyway),
            answer?.review && el('p', null, el(ExternalLink, { href: answer.review }, 'Open in the auditor'))
        );
    }

    function PrePublish() {
        const found = useSelect((select) => select(auditor.STORE).get().answer?.findings.length ?? 0);
        const title = found ? `${TITLE}: ${counted(found, 'finding')}` : TITLE;
        return el(PluginPrePublishPanel, { title, icon, initialOpen: found > 0 }, el(Findings));
    }

    wp.plugins.registerPlugin(NAME, {
        icon,
        render: () => el(
            Fragment,
            null,
            el(PluginSidebarMoreMenuItem, { target: NAME, icon }, TITLE),
            el(PluginSidebar, { name: NAME, title: TITLE, icon }, el(PanelBody, null, el(Findings))),
            el(PrePublish)
        ),
    });
})(window.articleAuditor);
