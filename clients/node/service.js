/** The calls to the service: within a time, to one address, with an answer that is not too long. */

import { createHmac } from "node:crypto";

/** An answer of the gate has some 10 kB. */
const MAX_ANSWER_BYTES = 1 << 20;

/** The service did not do what it was asked; the message is for editors and tells no secret. */
export class ServiceError extends Error {}

/**
 * Status and JSON object of the answer to a GET, or to a POST of `body`; an empty object for what is none.
 *
 * @param {string} url
 * @param {string | undefined} body
 * @param {Record<string, string>} headers
 * @param {number} seconds in all, from the look-up of the name to the last byte
 * @returns {Promise<{status: number, answer: Record<string, any>}>}
 * @throws {ServiceError}
 */
export async function exchange(url, body, headers, seconds) {
  const signal = AbortSignal.timeout(seconds * 1000);
  try {
    const response = await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      headers: { "Content-Type": "application/json", "User-Agent": "article-auditor-node", ...headers },
      body,
      redirect: "manual", // the key goes to the address in the settings and nowhere else
      signal,
    });
    return { status: response.status, answer: readObject(await readText(response)) };
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    const reason = signal.aborted ? `did not answer within ${seconds} seconds` : "could not be reached";
    throw new ServiceError(`the auditor ${reason}`, { cause: error });
  }
}

/** @param {Response} response */
async function readText(response) {
  const pieces = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > MAX_ANSWER_BYTES) throw new ServiceError("the auditor's answer is too long");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** @param {string} text */
function readObject(text) {
  try {
    const found = JSON.parse(text);
    return found !== null && typeof found === "object" && !Array.isArray(found) ? found : {};
  } catch {
    return {}; // as a proxy's page
  }
}

/**
 * What a refusal says, for editors.
 *
 * @param {number} status
 * @param {Record<string, any>} answer
 */
export function refusal(status, answer) {
  const detail = typeof answer.detail === "string" ? answer.detail : "without a reason";
  return new ServiceError(`the auditor answered ${status}: ${detail}`);
}

/**
 * The headers of a delivery. Source: the Standard Webhooks specification.
 *
 * @param {string} secret `whsec_` and base64
 * @param {string} id
 * @param {number} moment in seconds
 * @param {string} body
 */
export function signed(secret, id, moment, body) {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${moment}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(moment), "webhook-signature": `v1,${signature}` };
}
