// Keys and in-place updates. Every form and link works without this file.
"use strict";
(() => {
  const status = document.getElementById("status");
  const tell = (text) => { status.textContent = text; };
  const items = () => [...document.querySelectorAll("[data-item]")];
  let place = location.hash.slice(1); // id of the item that the keys speak of
  let undo = null; // the address of the last decision
  let busy = false;

  const here = () => {
    const focused = document.activeElement && document.activeElement.closest("[data-item]");
    return focused || document.getElementById(place)?.closest("[data-item]") || null;
  };

  const show = (item) => {
    if (!item) return;
    place = item.id;
    document.querySelector(".shown")?.classList.remove("shown");
    item.classList.add("shown");
    const link = item.dataset.focus ? item.querySelector(item.dataset.focus) : item;
    link.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  };

  const step = (by) => {
    const all = items();
    const at = all.indexOf(here());
    if (at === (by > 0 ? all.length - 1 : 0) && toPart(by > 0 ? "next" : "prev")) return;
    show(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]);
  };

  // A long article comes in parts; behind the last finding of one begins the next.
  const toPart = (relation) => {
    const link = document.querySelector(`nav.parts a[rel=${relation}]`);
    if (link) link.click();
    return Boolean(link);
  };

  // An old link names a finding, not the part that has it.
  const named = /^#(?:finding|passage)-(\d+)$/.exec(location.hash);
  if (named && document.querySelector("nav.parts a") && !document.getElementById(location.hash.slice(1)))
    location.replace(`?finding=${named[1]}${location.hash}`);

  const following = (id) => {
    const all = items();
    const at = all.findIndex((item) => item.id === id);
    const open = (item) => item.dataset.item === "open";
    return all.slice(at + 1).find(open) || all.find(open) || all[at];
  };

  const itemOf = (address) => document.querySelector(`form[action="${new URL(address).pathname}"]`)?.closest("[data-item]");

  const send = async (address, body, what) => {
    if (busy) return;
    busy = true;
    const before = place;
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || answer.url.includes("/login")) {
        tell("Not saved. " + (page.querySelector(".lead")?.textContent || "Log in again."));
        return;
      }
      document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
      if (document.querySelector("nav.parts")) history.replaceState(null, "", answer.url); // the part that is shown now
      const reopened = body.get("verb") === "reopen";
      const decided = body.has("verb") || body.has("reason");
      if (decided) undo = reopened ? null : address;
      tell(reopened ? what + " is open again." : decided ? what + ": " + (body.get("reason") || body.get("verb")) + ". u takes it back." : what + " saved.");
      show(decided && !reopened ? following(before) : itemOf(address) || document.getElementById(before));
    } catch {
      tell("Not saved: the service did not answer.");
    } finally {
      busy = false;
    }
  };

  document.addEventListener("submit", (event) => {
    const what = event.target.dataset.live;
    if (!what) return;
    event.preventDefault();
    place = event.target.closest("[data-item]")?.id || place;
    send(event.target.action, new URLSearchParams(new FormData(event.target, event.submitter)), what);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-copy]");
    if (!link || !navigator.clipboard) return;
    event.preventDefault();
    navigator.clipboard.writeText(link.href).then(() => tell("Link copied."), () => tell(link.href));
  });

  document.addEventListener("change", (event) => {
    if (event.target.id !== "every") return;
    for (const box of document.querySelectorAll("input[name=audit]")) box.checked = event.target.checked;
  });

  const press = (key) => {
    const control = here()?.querySelector(`[data-key="${key}"]`) || document.querySelector(`[data-page-key="${key}"]`);
    if (!control) return false;
    if (control.tagName === "SUMMARY") {
      control.parentElement.open = true;
      control.parentElement.querySelector("button").focus();
    } else control.click();
    return true;
  };

  const takeBack = () => {
    if (!undo) return press("u");
    place = itemOf(undo)?.id || place;
    send(undo, new URLSearchParams({ verb: "reopen" }), "The last finding");
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape") {
      const details = event.target.closest("details[open]");
      if (details) { details.open = false; show(here()); } else if (typing) typing.blur();
      return;
    }
    if (typing || document.querySelector("dialog[open]") || event.key.length !== 1) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "?") document.getElementById("keys")?.showModal();
    else if (event.key === "/" && document.getElementById("search")) document.getElementById("search").focus();
    else if (!(event.key === "u" ? takeBack() : press(event.key))) return;
    event.preventDefault();
  });
})();
