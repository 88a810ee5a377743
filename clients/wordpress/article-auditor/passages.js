/** Where a finding's passage stands in the post: found among the texts of its blocks, marked, shown, mended. */
window.articleAuditor = window.articleAuditor || {};
(function (auditor) {
    const blockEditor = () => wp.data.select('core/block-editor');
    const editBlocks = () => wp.data.dispatch('core/block-editor');

    /** What the annotations of a level are called; editor.php gives each its colours. */
    const sourceOf = (level) => `article-auditor-${level}`;
    const LEVELS = ['inform', 'warn', 'block'];
    /** A passage that stands there more often is compared at so many places at most. */
    const MAX_PLACES = 200;

    /* ---- The texts of the post, without what typesetting changes ---- */

    /** Readers get “curly” marks, dashes and … where an editor typed plain ones: both are read as the plain. */
    const PIECES = /[\s\u200b]+|[-\u2010-\u2015\u2212]+|\.{3}|[^]/g;
    const PLAIN = { '‘': "'", '’': "'", '′': "'", '“': '"', '”': '"', '″': '"', '×': 'x', '…': '…', '...': '…' };
    /** Soft hyphens, and what stands for an image within a line. */
    const PASSED_BY = new Set(['\u00ad', '\ufffc']);

    function plainPiece(piece) {
        if (/^[\s\u200b]/.test(piece)) {
            return ' ';
        }
        return /^[-\u2010-\u2015\u2212]/.test(piece) ? '-' : PLAIN[piece] || piece;
    }

    /** Each plain character of a text, and from where to where it stands in the text itself. */
    function fold(text) {
        const pieces = Array.from(text.matchAll(PIECES)).filter((match) => !PASSED_BY.has(match[0]));
        return pieces.map((match) => ({
            plain: plainPiece(match[0]),
            start: match.index,
            end: match.index + match[0].length,
        }));
    }

    const plainText = (text) => fold(text).map((character) => character.plain).join('');

    /** The words of some HTML; it is parsed, never shown. */
    const wordsOf = (html) => wp.richText.create({ html: String(html ?? '') }).text;
    const isRich = (schema) => ['html', 'rich-text'].includes(schema.source) && !schema.multiline;

    /** The words in an attribute that no single text field edits: raw HTML, the cells of a table. */
    function wordsWithin(value) {
        if (value && typeof value === 'object' && !wp.richText.RichTextData?.prototype.isPrototypeOf(value)) {
            return Object.values(value).map(wordsWithin).join(' ');
        }
        return typeof value === 'string' || typeof value === 'object' ? wordsOf(value ?? '') : '';
    }

    /** The texts of blocks in reading order; `attribute` is null where a text can only be shown as a block. */
    function readFields(blocks) {
        return blocks.flatMap(({ clientId, name, attributes, innerBlocks }) => {
            const schemas = Object.entries(wp.blocks.getBlockType(name)?.attributes ?? {});
            const own = schemas.flatMap(([attribute, schema]) => {
                if (isRich(schema)) {
                    return [{ clientId, attribute, text: wordsOf(attributes[attribute]) }];
                }
                const isRead = ['raw', 'query', 'html'].includes(schema.source);
                return isRead ? [{ clientId, attribute: null, text: wordsWithin(attributes[attribute]) }] : [];
            });
            return [...own.filter(({ text }) => text.trim()), ...readFields(innerBlocks)];
        });
    }

    const titleOf = () => wp.data.select('core/editor').getEditedPostAttribute('title') || '';

    /** The plain characters of what a finding's field holds now, each with the field it stands in. */
    function readField(name) {
        const fields = name === 'title' ? [{ clientId: null, attribute: 'title', text: titleOf() }] : null;
        return (fields ?? readFields(blockEditor().getBlocks())).flatMap((field) =>
            fold(`${field.text}\n`).map((character) => ({ ...character, field }))
        );
    }

    /* ---- Finding a passage ---- */

    function sharedLength(one, other) {
        let length = 0;
        while (length < one.length && one[length] === other[length]) {
            length += 1;
        }
        return length;
    }

    const reversed = (text) => Array.from(text).reverse().join('');

    /** Where the passage begins: of several places with these words, the one that most of what stands around fits. */
    function placeOf(text, quote, before, after) {
        let [best, fit] = [-1, -1];
        let place = quote ? text.indexOf(quote) : -1;
        for (let tried = 0; place !== -1 && tried < MAX_PLACES; tried += 1) {
            const front = reversed(text.slice(Math.max(0, place - before.length), place));
            const back = text.slice(place + quote.length, place + quote.length + after.length);
            const found = sharedLength(front, reversed(before)) + sharedLength(back, after);
            [best, fit] = found > fit ? [place, found] : [best, fit];
            place = text.indexOf(quote, place + 1);
        }
        return best;
    }

    /** Parts `{clientId, attribute, start, end}` that the passage has now, one a text field; none if it is gone. */
    function findIn(characters, finding) {
        const text = characters.map(({ plain }) => plain).join('');
        const [quote, before, after] = [finding.quote.trim(), finding.before, finding.after].map(plainText);
        const begins = placeOf(text, quote, before, after);
        const parts = [];
        for (const { field, plain, start, end } of begins < 0 ? [] : characters.slice(begins, begins + quote.length)) {
            const last = parts[parts.length - 1];
            if (last && last.field === field) {
                last.end = Math.min(end, field.text.length);
            } else if (plain !== ' ') {
                parts.push({ field, clientId: field.clientId, attribute: field.attribute, start, end });
            }
        }
        return parts;
    }

    const find = (finding) => findIn(readField(finding.field), finding);

    /* ---- The page ---- */

    /** The document that the text is edited in: newer editors have a frame of their own for it. */
    const canvas = () => document.querySelector('iframe[name="editor-canvas"]')?.contentDocument ?? document;
    const titleElement = () => canvas().querySelector('.editor-post-title__input, .editor-post-title');

    /** A part of the title as it is drawn; null where there is no such text. */
    function titleRange({ start, end }) {
        const text = titleElement()?.firstChild;
        if (!text || text.nodeType !== Node.TEXT_NODE || text.length < end) {
            return null;
        }
        const range = text.ownerDocument.createRange();
        range.setStart(text, start);
        range.setEnd(text, end);
        return range;
    }

    /* ---- Marking: by annotations, which are drawn over the text and never saved with it ---- */

    const keyOf = ({ blockClientId, richTextIdentifier, range, selector, source }) =>
        [blockClientId, source, selector, richTextIdentifier, range?.start, range?.end].join();

    function annotationsOf(part, source) {
        const whole = { blockClientId: part.clientId, source, selector: 'block' };
        const range = { start: part.start, end: part.end };
        const exact = { ...whole, selector: 'range', richTextIdentifier: part.attribute, range };
        return part.attribute === null ? [whole] : [whole, exact];
    }

    /** Annotate the blocks so and no more; what stands there already is left alone, and nobody's typing disturbed. */
    function annotate(wanted) {
        const annotations = wp.data.dispatch('core/annotations');
        const ours = LEVELS.map(sourceOf);
        for (const known of wp.data.select('core/annotations').__experimentalGetAnnotations()) {
            if (ours.includes(known.source) && !wanted.delete(keyOf(known))) {
                annotations.__experimentalRemoveAnnotation(known.id);
            }
        }
        const length = ({ range }) => (range ? range.end - range.start : Infinity);
        const [...longestFirst] = wanted.values();
        longestFirst.sort((one, other) => length(other) - length(one));
        longestFirst.forEach((made) => annotations.__experimentalAddAnnotation(made));
    }

    /** The title takes no annotations; browsers draw over its text themselves, where they can. */
    function highlight(findings) {
        const { CSS, Highlight } = canvas().defaultView;
        for (const level of CSS.highlights ? LEVELS : []) {
            const ofLevel = findings.filter((finding) => finding.level === level);
            const ranges = ofLevel.flatMap(find).map(titleRange).filter(Boolean);
            CSS.highlights.set(sourceOf(level), new Highlight(...ranges));
        }
    }

    /** Mark the passages of these findings and no others. */
    function mark(findings) {
        const characters = readField('text');
        const wanted = new Map();
        for (const finding of findings.filter(({ field }) => field !== 'title')) {
            for (const part of findIn(characters, finding)) {
                annotationsOf(part, sourceOf(finding.level)).forEach((made) => wanted.set(keyOf(made), made));
            }
        }
        annotate(wanted);
        highlight(findings.filter(({ field }) => field === 'title'));
    }

    /* ---- Showing ---- */

    function showTitle(part) {
        const range = titleRange(part);
        titleElement().focus();
        titleElement().scrollIntoView({ block: 'center' });
        if (range) {
            const selection = canvas().getSelection();
            selection.removeAllRanges();
            selection.addRange(range);
        }
    }

    /** The passage in the middle of the window, and the keyboard in its block. */
    function reveal(clientId) {
        const block = canvas().getElementById(`block-${clientId}`);
        const text = block?.matches('[contenteditable]') ? block : block?.querySelector('[contenteditable]');
        (block?.querySelector('mark[class*="article-auditor"]') ?? block)?.scrollIntoView({ block: 'center' });
        (text ?? block)?.focus({ preventScroll: true });
    }

    /** Select the passage and bring it into sight. Returns whether it still stands there. */
    function show(finding) {
        const [part] = find(finding);
        if (!part) {
            return false;
        }
        if (finding.field === 'title') {
            showTitle(part);
            return true;
        }
        editBlocks().selectBlock(part.clientId, null);
        if (part.attribute !== null) {
            editBlocks().selectionChange(part.clientId, part.attribute, part.start, part.end);
        }
        window.requestAnimationFrame(() => reveal(part.clientId));
        return true;
    }

    /* ---- Mending ---- */

    const REPLACE = 'replace: ';
    /** Blocks that are nothing without their text: an image stays when its caption goes. */
    const TEXT_ONLY = ['core/paragraph', 'core/heading', 'core/list-item'];

    /** What the service would have in the place of the passage; null if it leaves that to the editor. */
    function replacementOf({ fix }) {
        if (fix === 'delete') {
            return '';
        }
        return fix && fix.startsWith(REPLACE) ? fix.slice(REPLACE.length) : null;
    }

    const canMend = (finding, parts) =>
        replacementOf(finding) !== null && parts.length > 0 && parts.every(({ attribute }) => attribute !== null);

    /** From where to where to cut: with one of the two spaces that a deleted passage would leave. */
    function cutOf(text, { start, end }, replacement) {
        const isOpen = start === 0 || /\s/.test(text[start - 1]);
        const isShut = end === text.length || /\s/.test(text[end]);
        if (replacement || !isOpen || !isShut) {
            return [start, end];
        }
        return end < text.length ? [start, end + 1] : [Math.max(0, start - 1), end];
    }

    /** An attribute's value with `replacement` in the place of a part, in the same bold, italic or link. */
    function mendedValue(value, part, replacement) {
        const rich = wp.richText.create({ html: String(value) });
        const [start, end] = cutOf(rich.text, part, replacement);
        const written = wp.richText.create({ text: replacement });
        written.formats = Array.from(replacement, () => rich.formats[start]);
        const html = wp.richText.toHTMLString({ value: wp.richText.insert(rich, written, start, end) });
        return typeof value === 'string' ? html : wp.richText.RichTextData.fromHTMLString(html);
    }

    /** Do what the service proposes, as one step that the editor can undo. Returns whether anything was done. */
    function mend(finding) {
        const [parts, replacement] = [find(finding), replacementOf(finding)];
        if (!canMend(finding, parts)) {
            return false;
        }
        if (finding.field === 'title') {
            const [title, [start, end]] = [titleOf(), cutOf(titleOf(), parts[0], replacement)];
            wp.data.dispatch('core/editor').editPost({ title: title.slice(0, start) + replacement + title.slice(end) });
            return true;
        }
        const changed = new Map(parts.map((part, number) => {
            const block = blockEditor().getBlock(part.clientId);
            const mended = mendedValue(block.attributes[part.attribute], part, number ? '' : replacement);
            return [block, { [part.attribute]: mended }];
        }));
        change(changed);
        return true;
    }

    const isEmptied = ([{ name }, { content }]) => TEXT_ONLY.includes(name) && String(content) === '';

    /**
     * Give blocks new attributes, by one action, since each is a step of its own to undo. Blocks that are left without
     * words go, if all of them stand beside each other: what is within others, as a list, may not do without them.
     */
    function change(changed) {
        const clientIds = Array.from(changed.keys(), ({ clientId }) => clientId);
        const stay = Array.from(changed).filter((made) => !isEmptied(made));
        const roots = new Set(clientIds.map((clientId) => blockEditor().getBlockRootClientId(clientId)));
        if (stay.length === changed.size || roots.size > 1) {
            const attributes = Array.from(changed, ([{ clientId }, made]) => [clientId, made]);
            editBlocks().updateBlockAttributes(clientIds, Object.fromEntries(attributes), true);
        } else if (stay.length === 0) {
            editBlocks().removeBlocks(clientIds);
        } else {
            const left = stay.map(([block, made]) => ({ ...block, attributes: { ...block.attributes, ...made } }));
            editBlocks().replaceBlocks(clientIds, left);
        }
    }

    auditor.passages = { find, mark, show, mend, canMend, replacementOf };
})(window.articleAuditor);
