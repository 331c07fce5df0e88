// The report: the page's data is in the page.

import { Report } from "./app.js";

window.report = new Report(document.getElementById("page"), JSON.parse(document.getElementById("data").textContent));
