// Sends the requests of the API's page to this service, and shows what comes back as text.
"use strict";
const key = document.getElementById("key");

function addressOf(form) {
  const query = new URLSearchParams();
  let path = form.dataset.path;
  for (const field of form.querySelectorAll("[data-in]")) {
    if (field.dataset.in === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
    if (field.dataset.in === "query" && field.value) query.set(field.name, field.value);
  }
  return query.size ? `${path}?${query}` : path;
}

function requestOf(form) {
  const headers = new Headers();
  if (key.value) headers.set("Authorization", `Bearer ${key.value}`);
  for (const field of form.querySelectorAll("[data-in=header]")) {
    if (field.value) headers.set(field.name, field.value);
  }
  const body = form.elements.body;
  if (body) headers.set("Content-Type", form.elements.type.value);
  return { method: form.dataset.method, headers, body: body ? body.value : undefined };
}

function readable(text, type) {
  return type.includes("json") && text ? JSON.stringify(JSON.parse(text), null, 2) : text;
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const output = form.querySelector("output");
  const address = addressOf(form);
  output.textContent = "…";
  try {
    const response = await fetch(address, requestOf(form));
    const type = response.headers.get("Content-Type") || "";
    const head = `${form.dataset.method} ${address}\n${response.status} ${response.statusText} ${type}`;
    output.textContent = `${head}\n\n${readable(await response.text(), type)}`;
  } catch (error) {
    output.textContent = `The service did not answer: ${error.message}`;
  }
}

function openNamed() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named && named.tagName === "DETAILS") named.open = true;
}

for (const form of document.querySelectorAll("form.try")) form.addEventListener("submit", send);
window.addEventListener("hashchange", openNamed);
openNamed();
