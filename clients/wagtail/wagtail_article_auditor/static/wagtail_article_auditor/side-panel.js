/* The side panel of the page editor: asks what the auditor finds in the form as it stands, and shows it. */
"use strict";

(() => {
  /* How often the form is looked at: Draftail, choosers and dragged blocks change it without any event. */
  const TICK_MS = 100;
  /* As long as between two words of somebody who goes on writing (Draftail itself takes 250 to hand its text over). */
  const PAUSE_MS = 400;
  /* How long nobody is asked after one who did not answer: each question holds a thread of the site. */
  const REST_MS = 30000;
  /* What Wagtail itself writes into the form is no change of the text. */
  const NOT_TEXT = /^(csrfmiddlewaretoken|next|comments-.*|loaded_revision.*|overwrite_revision.*|auditor_.*)$/;
  const LEVELS = { block: "To change or settle", warn: "To look at", inform: "Advice" };

  const REPLACE = "replace: ";

  /* What a fix puts in the place of its passage; null if it is advice in words, or there is none. */
  const fixOf = (fix) => (fix === "delete" ? "" : fix?.startsWith(REPLACE) ? fix.slice(REPLACE.length) : null);
  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  class ArticleAudit extends HTMLElement {
    connectedCallback() {
      this.asked = this.seen = this.said = this.asking = null;
      this.findings = [];
      this.restsUntil = 0;
      // The panel's own parts may come after this: a browser connects an element when it has read its first tag.
      this.addEventListener("click", ({ target }) => {
        if (target === this.part("override-button")) this.publishAnyway();
      });
      this.addEventListener("input", ({ target }) => {
        if (target === this.part("override-reason")) this.part("override-button").disabled = !target.value.trim();
      });
      this.timer = setInterval(() => this.watch(), TICK_MS);
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }

    /* The page's form, which comes after the panel; an alias has none. */
    get form() {
      return document.querySelector("form[data-edit-form]");
    }

    part(name) {
      return this.querySelector(`[data-${name}]`);
    }

    /* The form as it is now, as pairs, without files. */
    values() {
      return [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
    }

    watch() {
      if (document.hidden || !this.form || !this.part("status")) return;
      const now = this.values().filter(([name]) => !NOT_TEXT.test(name)).join("\n");
      if (now !== this.seen) {
        this.seen = now;
        this.changed = Date.now();
        this.markPassages();
      } else if (!this.asking && now !== this.asked && Date.now() >= Math.max(this.changed + PAUSE_MS, this.restsUntil)) {
        this.asked = now;
        this.ask(this.dataset.look, {}, "Not checked");
      }
    }

    /* One question at a time: what was written meanwhile is asked about in the next pause, a decision waits. */
    async ask(url, more, failed) {
      while (this.asking) await this.asking;
      this.asking = this.exchange(url, more).then((answer) => {
        if (answer.unread) this.fail(answer, failed);
        else this.show(answer);
      });
      await this.asking;
      this.asking = null;
    }

    async exchange(url, more) {
      const body = new URLSearchParams(this.values());
      for (const [name, value] of Object.entries(more)) body.set(name, value);
      try {
        const response = await fetch(url, { method: "POST", body, headers: { "X-Requested-With": "XMLHttpRequest" } });
        return response.ok ? await response.json() : { unread: `this site answered ${response.status}`, down: true };
      } catch {
        return { unread: "this site could not be reached", down: true };
      }
    }

    /* Say that there is no answer, and why; who did not answer is asked again after a rest. */
    fail(answer, failed) {
      this.part("line").hidden = true;
      this.said = null;
      this.say(`${failed}: ${answer.unread}.`);
      if (!answer.down) return;
      this.asked = null;
      this.restsUntil = Date.now() + REST_MS;
    }

    show(answer) {
      const said = JSON.stringify(answer);
      if (said === this.said) return; // what an editor has opened in the list stays open
      this.said = said;
      this.findings = answer.findings;
      this.tell(answer);
      this.part("findings").replaceChildren(...this.findings.map((finding) => this.item(finding)));
      this.part("review-line").hidden = !answer.review;
      if (answer.review) this.part("review").href = answer.review;
      if (this.part("override")) this.part("override").hidden = answer.verdict !== "block";
      this.count(this.findings.length);
      this.markPassages();
    }

    /* The number of findings, and what the service says of the text as a whole. */
    tell(answer) {
      const whole = answer.overridden || answer.outcome !== "judged" ? answer.messages[0] : "";
      const found = this.findings.length ? counted(this.findings.length, "finding") : whole || "Nothing found.";
      const second = answer.status === "open" ? " It takes the decision of a second editor too." : "";
      this.say(answer.status ? `Kept in the auditor as ${this.dataset.editor}’s decision.${second}` : found);
      this.part("line").textContent = found === whole ? "" : whole;
      this.part("line").hidden = !this.part("line").textContent;
    }

    /* One finding, with what can be done about it here. */
    item(finding) {
      const item = this.part("finding").content.cloneNode(true).firstElementChild;
      const part = (name) => item.querySelector(`[data-${name}]`);
      item.dataset.level = finding.level;
      part("level").textContent = LEVELS[finding.level];
      for (const name of ["quote", "message", "why"]) part(name).textContent = finding[name] || "";
      part("quote").hidden = !finding.quote;
      part("why-part").hidden = !finding.why;
      part("go").addEventListener("click", () => this.go(finding));
      part("fix").addEventListener("click", () => this.fix(finding));
      part("dismiss-button")?.addEventListener("click", () => this.dismiss(finding, part));
      finding.item = item;
      return item;
    }

    place(finding) {
      return auditorPassages.placeOf(auditorPassages.readingOf(this.form), finding);
    }

    /* Mark what is found where it stands now, and offer only what can be done there. */
    markPassages() {
      const reading = auditorPassages.readingOf(this.form);
      const places = this.findings.map((finding) => auditorPassages.placeOf(reading, finding));
      auditorPassages.mark(this.form, this.findings.map(({ level }, number) => [level, places[number]]));
      this.findings.forEach(({ item, fix }, number) => {
        const words = fixOf(fix), button = item.querySelector("[data-fix]");
        item.querySelector("[data-go]").hidden = places[number].length === 0;
        button.hidden = words === null || !places[number].length || !auditorPassages.changes(places[number]);
        button.textContent = words ? `Replace by “${words}”` : "Delete passage";
      });
    }

    go(finding) {
      const place = this.place(finding), panel = this.closest("[data-form-side]");
      if (!place.length) return;
      // On a narrow screen the panel lies over the form.
      if (panel && panel.clientWidth > 0.7 * window.innerWidth) panel.querySelector("[data-form-side-close-button]").click();
      auditorPassages.show(place);
    }

    fix(finding) {
      const place = this.place(finding);
      if (place.length && auditorPassages.changes(place)) auditorPassages.change(place, fixOf(finding.fix));
    }

    async dismiss(finding, part) {
      const reason = part("reason").value, note = part("note").value.trim();
      if (reason === "other" && !note) {
        part("note").focus();
        return;
      }
      const decision = { auditor_fingerprint: finding.fingerprint, auditor_reason: reason, auditor_note: note };
      await this.ask(this.dataset.dismiss, decision, "Not dismissed");
      this.part("status").focus(); // the button that was pressed is gone
    }

    /* What Wagtail's own button Publish does, with the reason beside it. */
    publishAnyway() {
      const reason = Object.assign(document.createElement("input"), { type: "hidden", name: "auditor_override" });
      reason.value = this.part("override-reason").value.trim();
      const press = Object.assign(document.createElement("button"), { type: "submit", name: "action-publish", hidden: true });
      press.value = "action-publish";
      this.form.append(reason, press);
      this.form.requestSubmit(press);
    }

    say(words) {
      if (this.part("status").textContent !== words) this.part("status").textContent = words;
    }

    count(number) {
      const toggle = document.querySelector('[data-side-panel-toggle="audit"]');
      const counter = toggle?.querySelector("[data-side-panel-toggle-counter]");
      if (!counter) return;
      counter.textContent = number;
      counter.hidden = number === 0;
      toggle.setAttribute("aria-label", number ? `Toggle audit: ${counted(number, "finding")}` : "Toggle audit");
    }
  }

  customElements.define("article-audit", ArticleAudit);
})();
