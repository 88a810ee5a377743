/** A client of the article auditor for a CMS on Node: it asks the gate before publishing, and tells the hook afterwards. */

import { randomUUID } from "node:crypto";

import { ServiceError, exchange, refusal, signed } from "./service.js";

const VERDICTS = ["pass", "warn", "block"];
/** A delivery is sent where no editor waits. */
const TELL_SECONDS = 10;

/**
 * @typedef {Record<string, any>} Row an article as docs/cms.md has it: `id`, `title`, `html` or `text`, `published`, ...
 *
 * @typedef {object} Answer what to do with an article, and what to tell its editor
 * @property {"pass" | "warn" | "block"} verdict
 * @property {"judged" | "not-judged" | "unaudited"} outcome
 * @property {string[]} messages plain text, never HTML, ready to be shown one under the other
 * @property {string | null} review the article's page in the auditor
 * @property {Record<string, any>[]} findings weightiest first
 *
 * @typedef {object} Told what became of a delivery
 * @property {boolean} taken whether the auditor has it
 * @property {string} id sent again under this, it is known again
 * @property {boolean} again whether it is worth sending again
 * @property {string} why why it was not taken; empty if it was
 */

/** One source of a service. Nothing but its constructor throws: what editors read is in `messages`. */
export class Auditor {
  #url;
  #source;
  #key;
  #secret;
  #fail;
  #seconds;

  /**
   * @param {object} settings
   * @param {string} settings.url where the service is, as https://audit.example.org
   * @param {string} settings.source this site's name in auditor.toml
   * @param {string} [settings.key] opens the gate; a service on this machine may need none
   * @param {string} [settings.secret] signs what the hook is told: `whsec_` and base64
   * @param {"open" | "closed"} [settings.fail] whether what nobody could audit is published
   * @param {number} [settings.seconds] how long an editor waits at most: the gate's seconds, and 1
   * @throws {TypeError} for settings that cannot be
   */
  constructor({ url, source, key = "", secret = "", fail = "open", seconds = 3 }) {
    if (!["http:", "https:"].includes(new URL(url).protocol)) throw new TypeError("url is an http or https address");
    if (!source) throw new TypeError("source is a name in auditor.toml, as example.org");
    if (fail !== "open" && fail !== "closed") throw new TypeError('fail is "open" or "closed"');
    if (!(seconds > 0 && seconds <= 60)) throw new TypeError("seconds is a number up to 60");
    this.#url = url.replace(/\/+$/, "");
    this.#source = source;
    this.#key = key;
    this.#secret = secret;
    this.#fail = fail;
    this.#seconds = seconds;
  }

  /**
   * Whether an article may be published: not if `verdict` is "block". What is blocked or warned of is kept for review.
   *
   * @param {Row} row with `asked`, it says who pressed, by which way, and whether they override the gate
   * @returns {Promise<Answer>} by the setting `fail`, where the auditor does not answer in time
   */
  async ask(row) {
    try {
      return await this.#judge("gate", row);
    } catch (error) {
      return unaudited(this.#fail === "closed" ? "block" : "warn", this.#unaudited(reason(error), Boolean(row.published)));
    }
  }

  /**
   * What would be found in a text as it stands, for a panel beside it; nothing is kept.
   *
   * @param {Row} row
   * @returns {Promise<Answer>}
   */
  async look(row) {
    try {
      return await this.#judge("look", row);
    } catch (error) {
      return unaudited("warn", `Not audited: ${reason(error)}.`);
    }
  }

  /**
   * Settle a finding in an editor's name; it is kept in the auditor as that editor's decision.
   *
   * @param {Row} row the text as it stands
   * @param {{fingerprint: string, verb: "dismiss" | "accept" | "reopen", editor: string, reason?: string, note?: string}}
   *   decision a dismissal has a reason: "false alarm", "acceptable here", "quoted speech" or "other" with a note
   * @returns {Promise<Answer & {status: string | null}>} the text after it; `status` is null if it was not kept
   */
  async decide(row, decision) {
    try {
      const { status, answer } = await this.#call("/v1/check/decisions", "", { ...row, decision });
      if (status !== 201) throw refusal(status, answer);
      return /** @type {any} */ (answer);
    } catch (error) {
      return { ...unaudited("warn", `Not decided: ${reason(error)}.`), status: null };
    }
  }

  /**
   * Tell the hook of what was published, updated or withdrawn, once that is committed; no editor waits for it.
   *
   * @param {string} type as "article.published"
   * @param {Row} data
   * @param {string} [id] of a delivery that is sent again
   * @returns {Promise<Told>}
   */
  async tell(type, data, id = `msg_${randomUUID()}`) {
    try {
      const body = JSON.stringify({ type, source: this.#source, timestamp: new Date().toISOString(), data });
      const headers = signed(this.#secret, id, Math.floor(Date.now() / 1000), body);
      const url = `${this.#url}/v1/hooks/${encodeURIComponent(this.#source)}`;
      const { status, answer } = await exchange(url, body, headers, TELL_SECONDS);
      if (status === 200 || status === 202) return { taken: true, id, again: false, why: "" };
      return { taken: false, id, again: status === 429 || status >= 500, why: refusal(status, answer).message };
    } catch (error) {
      return { taken: false, id, again: error instanceof ServiceError, why: reason(error) };
    }
  }

  /**
   * What keeps this site from the auditor, a line each; none if the service knows it and the key opens the gate.
   *
   * @returns {Promise<string[]>}
   */
  async findProblems() {
    try {
      const { status, answer } = await this.#call("/v1/check", "", undefined);
      if (status === 404) return [`The auditor does not know a source “${this.#source}”.`];
      if (status !== 200) throw refusal(status, answer);
      const lacking = ["check", "audit", "editors"].filter((scope) => !(answer.scopes ?? []).includes(scope));
      return [
        ...(this.#secret && answer.sender !== "standard" ? ['The source has no hook with sender = "standard".'] : []),
        ...lacking.map((scope) => `The key lacks the scope ${scope}.`),
      ];
    } catch (error) {
      return [`Not connected: ${reason(error)}.`];
    }
  }

  /** @param {string} mode @param {Row} row @returns {Promise<Answer>} */
  async #judge(mode, row) {
    const { status, answer } = await this.#call("/v1/check", `mode=${mode}&`, row);
    if (!VERDICTS.includes(answer.verdict)) throw refusal(status, answer);
    return /** @type {any} */ (answer);
  }

  /** @param {string} path @param {string} query @param {Row | undefined} row */
  async #call(path, query, row) {
    const url = `${this.#url}${path}?${query}source=${encodeURIComponent(this.#source)}`;
    const headers = this.#key ? { Authorization: `Bearer ${this.#key}` } : {};
    return exchange(url, row === undefined ? undefined : JSON.stringify(row), headers, this.#seconds);
  }

  /** @param {string} why @param {boolean} isPublic whether readers see a text of it now */
  #unaudited(why, isPublic) {
    if (this.#fail === "open") return `Published without an audit: ${why}.`;
    return isPublic ? `Not updated: ${why}; readers see the text of before.` : `Not published: ${why}.`;
  }
}

/** @param {unknown} error */
function reason(error) {
  return error instanceof ServiceError ? error.message : "this article cannot be sent to the auditor";
}

/** @param {Answer["verdict"]} verdict @param {string} message @returns {Answer} */
function unaudited(verdict, message) {
  return { verdict, outcome: "unaudited", messages: [message], review: null, findings: [] };
}
