/* Where a passage stands in the page editor's form, how it is marked there, shown and changed. */
"use strict";

const auditorPassages = (() => {
  /* A quote that stands more often than this is placed at one of the first: its context decides between few. */
  const MAX_PLACES = 50;
  /* Draftail, which stands beside the hidden field that it fills. */
  const RICH = "[data-draftail-editor-wrapper]";
  /* These hold no text of the article's body. */
  const OTHER_FIELDS = /^(title|slug|seo_title|search_description|comments-.*|.*-(id|type|order|deleted|uuid))$/;

  /* The texts of the form in its order: a plain field is one, a rich text has one a block. */
  function textsOf(form) {
    const found = [...form.querySelectorAll(`textarea, input[type="text"], ${RICH}`)];
    return found.flatMap((element) => (element.matches(RICH) ? blocksOf(element) : plainOf(element)));
  }

  function plainOf(field) {
    return field.name && !field.closest(RICH) ? [{ field, element: field, text: field.value }] : [];
  }

  function blocksOf(editor) {
    const field = editor.parentElement.querySelector(':scope > input[type="hidden"]');
    const blocks = field ? [...editor.querySelectorAll('[data-block="true"]')] : [];
    return blocks.map((element) => ({ field, element, text: leavesOf(element).map((leaf) => leaf.data).join("") }));
  }

  function leavesOf(block) {
    return [...block.querySelectorAll('span[data-text="true"]')].flatMap((span) =>
      [...span.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE));
  }

  /* All texts as one, blanks drawn together as the service does, and where each character of it comes from. */
  function readingOf(form) {
    const characters = [], origins = [];
    const add = (character, origin) => {
      const blank = /\s/.test(character);
      if (blank && (characters.length === 0 || characters[characters.length - 1] === " ")) return;
      characters.push(blank ? " " : character);
      origins.push(origin);
    };
    for (const text of textsOf(form)) {
      for (let offset = 0; offset < text.text.length; offset += 1) add(text.text[offset], { text, offset });
      add(" ", null);
    }
    return { characters: characters.join(""), origins };
  }

  const drawn = (words) => (words || "").replace(/\s+/g, " ");

  /* The parts of the form that hold a finding's passage, as {text, start, end} each; none where it is not there. */
  function placeOf(reading, finding) {
    const quote = drawn(finding.quote).trim();
    let best = null;
    for (let at = quote ? reading.characters.indexOf(quote) : -1, seen = 0; at >= 0 && seen < MAX_PLACES; seen += 1) {
      const likeness = likenessOf(reading, finding, at, at + quote.length);
      if (best === null || likeness > best.likeness) best = { at, likeness };
      at = reading.characters.indexOf(quote, at + 1);
    }
    return best === null ? [] : partsOf(reading.origins.slice(best.at, best.at + quote.length));
  }

  /* How much of its surroundings a place shares with the finding; the right kind of field weighs more than all that. */
  function likenessOf(reading, finding, start, end) {
    const before = drawn(finding.before).trimEnd(), after = drawn(finding.after).trimStart();
    const left = reading.characters.slice(0, start).trimEnd().slice(-before.length - 1);
    const right = reading.characters.slice(end, end + after.length + 1).trimStart();
    let shared = 0;
    for (let n = 1; n <= before.length && before[before.length - n] === left[left.length - n]; n += 1) shared += 1;
    for (let n = 0; n < after.length && after[n] === right[n]; n += 1) shared += 1;
    const name = reading.origins[start].text.field.name;
    const fits = finding.field === "title" ? name === "title" : !OTHER_FIELDS.test(name);
    return shared + (fits ? 1000 : 0);
  }

  function partsOf(origins) {
    const parts = new Map();
    for (const origin of origins.filter(Boolean)) {
      const part = parts.get(origin.text);
      if (part) part.end = origin.offset + 1;
      else parts.set(origin.text, { text: origin.text, start: origin.offset, end: origin.offset + 1 });
    }
    return [...parts.values()];
  }

  /* A part of a rich text as a range of the page; null for a plain field, whose text is not in the page. */
  function rangeOf(part) {
    if (part.text.element === part.text.field) return null;
    const range = new Range();
    let from = 0;
    for (const leaf of leavesOf(part.text.element)) {
      const to = from + leaf.length;
      if (part.start >= from && part.start < to) range.setStart(leaf, part.start - from);
      if (part.end > from && part.end <= to) range.setEnd(leaf, part.end - from);
      from = to;
    }
    return range;
  }

  /* Mark passages, given as [level, parts]; what was marked before no longer is. Nothing of the text is changed. */
  function mark(form, passages) {
    for (const old of form.querySelectorAll("[data-auditor-level]")) delete old.dataset.auditorLevel;
    const ranges = { inform: [], warn: [], block: [] };
    for (const [level, parts] of passages) {
      for (const part of parts) {
        const range = window.CSS?.highlights ? rangeOf(part) : null;
        if (range) ranges[level].push(range);
        else part.text.element.dataset.auditorLevel = level;
      }
    }
    if (!window.CSS?.highlights) return;
    for (const [level, found] of Object.entries(ranges)) CSS.highlights.set(`auditor-${level}`, new Highlight(...found));
  }

  /* Open all that a passage is folded away in, scroll to it, and put the caret there. */
  function show(parts) {
    const [{ text, start, end }] = parts;
    reveal(text.element);
    text.element.scrollIntoView({ block: "center" });
    if (text.element === text.field) {
      text.field.focus({ preventScroll: true });
      text.field.setSelectionRange(start, end);
      return;
    }
    const editor = text.field.draftailEditor, state = editor?.getEditorState();
    const at = { anchorKey: keyOf(text), anchorOffset: start, focusKey: keyOf(text), focusOffset: start };
    if (editor) editor.onChange(state.constructor.forceSelection(state, state.getSelection().merge(at)));
  }

  function reveal(element) {
    for (let above = element.parentElement; above; above = above.parentElement) {
      const toggle = above.matches("[data-panel]") ? above.querySelector("[data-panel-toggle]") : null;
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
      if (above.matches('[role="tabpanel"][hidden]')) document.getElementById(above.getAttribute("aria-labelledby"))?.click();
    }
  }

  function keyOf(text) {
    return text.element.dataset.offsetKey.replace(/-\d+-\d+$/, "");
  }

  /* Whether a passage can be changed here: in one plain field, or in blocks of one rich text. */
  function changes(parts) {
    const fields = new Set(parts.map((part) => part.text.field));
    const [field] = fields;
    if (fields.size !== 1 || field.disabled || field.readOnly) return false;
    return parts[0].text.element === field ? parts.length === 1 : Boolean(field.draftailEditor && window.DraftJS);
  }

  /* Put `words` in the place of a passage, so that the editor's own undo takes it back. */
  function change(parts, words) {
    const [{ text, start, end }] = parts;
    if (text.element !== text.field) {
      changeRich(text.field.draftailEditor, parts, words);
      return;
    }
    text.field.focus();
    text.field.setSelectionRange(start, endOf(parts[0], words));
    document.execCommand(words ? "insertText" : "delete", false, words); // all else is beyond the browser's undo
  }

  /* Wagtail gives its pages Draft.js as window.DraftJS, for editors' extensions. */
  function changeRich(editor, parts, words) {
    const { EditorState, Modifier } = window.DraftJS;
    const state = editor.getEditorState(), content = state.getCurrentContent();
    const first = parts[0], last = parts[parts.length - 1];
    const before = content.getBlockBefore(keyOf(first.text));
    const whole = !words && before && first.start === 0 && last.end === last.text.text.length;
    const passage = state.getSelection().merge({
      anchorKey: whole ? before.getKey() : keyOf(first.text), // a whole paragraph goes with its break
      anchorOffset: whole ? before.getLength() : first.start,
      focusKey: keyOf(last.text), focusOffset: endOf(last, words), isBackward: false,
    });
    const style = content.getBlockForKey(keyOf(first.text)).getInlineStyleAt(first.start);
    const changed = words
      ? Modifier.replaceText(content, passage, words, style)
      : Modifier.removeRange(content, passage, "forward");
    editor.onChange(EditorState.push(state, changed, words ? "insert-characters" : "remove-range"));
  }

  /* What is deleted between two blanks takes one of them along. */
  function endOf({ text: { text }, start, end }, words) {
    return !words && text[start - 1] === " " && text[end] === " " ? end + 1 : end;
  }

  return { readingOf, placeOf, mark, show, changes, change };
})();
