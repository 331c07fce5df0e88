// Starts `chancheck lsp` and connects it to Go and .gol files.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function start() {
  const settings = vscode.workspace.getConfiguration("chancheck");
  const [command, ...args] = settings.get("command");
  client = new LanguageClient(
    "chancheck",
    "chancheck",
    { command, args },
    {
      documentSelector: [
        { scheme: "file", language: "go" },
        { scheme: "file", language: "gol" },
      ],
      initializationOptions: { arguments: settings.get("arguments") },
    },
  );
  return client.start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("chancheck.restart", async () => {
      await client.stop();
      await start();
    }),
  );
  await start();
}

function deactivate() {
  return client && client.stop();
}

module.exports = { activate, deactivate };
