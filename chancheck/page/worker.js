// chancheck in the browser's own Python, beside the page: questions in, answers out.

import { loadPyodide } from "./pyodide/pyodide.mjs";

const bytes = async (name) => (await fetch(name)).arrayBuffer();

async function started() {
  const say = (progress) => postMessage({ progress });
  say("Loading Python…");
  const python = await loadPyodide({ indexURL: new URL("./pyodide/", import.meta.url).href });
  say("Loading chancheck…");
  for (const name of ["msgspec.zip", "chancheck.zip"]) python.unpackArchive(await bytes(name), "zip", { extractDir: "/lib/chancheck" });
  const tables = await (await fetch("tables.json")).text();
  python.runPython("import sys; sys.path.insert(0, '/lib/chancheck')");
  const playground = python.pyimport("chancheck.stepping.playground");
  playground.prepare(tables);
  say("");
  return playground;
}

const ready = started();

onmessage = async ({ data: { id, question, request } }) => {
  try {
    const playground = await ready;
    postMessage({ id, answer: playground.answer(question, JSON.stringify(request)) });
  } catch (error) {
    postMessage({ id, answer: JSON.stringify({ error: String(error.message ?? error) }) });
  }
};
