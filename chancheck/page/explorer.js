// The explorer: the page, live. Each question goes to the server that sent the page.

import { Explorer } from "./live.js";

async function ask(question, request = {}) {
  const answer = await fetch(`api/${question}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(request) });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error ?? "the server refused");
  return said;
}

window.explorer = new Explorer(document.getElementById("page"), ask);
window.explorer.begin();
