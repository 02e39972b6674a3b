// Opens rendered reports in Chromium and prints what is wrong with them, one fault to a line; exit code 1 if any.
// node rapporter.mjs <chromium> <file.html>...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, ...files] = process.argv.slice(2);
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const faults = [];

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

async function check(file) {
  const url = pathToFileURL(file).href;
  const name = basename(file);
  const texts = [];
  for (const width of [1280, 1024, 768, 320]) {
    const tell = (text) => faults.push(`${name} at ${width} px: ${text}`);
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await context.newPage();
    page.on("request", (request) => {
      if (request.url() !== url) tell(`requests ${request.url()}`);
    });
    page.on("console", (message) => tell(`console: ${message.text()}`));
    page.on("pageerror", (error) => tell(`error: ${error.message}`));
    await page.goto(url, { waitUntil: "load" });
    const [wide, seen] = await page.evaluate(() => {
      const root = document.documentElement;
      return [root.scrollWidth, root.clientWidth];
    });
    if (wide > seen) tell(`scrolls sideways: ${wide} > ${seen}`);
    const scripts = await page.evaluate(() => document.querySelectorAll("script, [onclick], [onload]").length);
    if (scripts) tell(`has ${scripts} scripts`);
    for (const fault of await page.evaluate(narrow)) tell(fault);
    if (width === 320) texts.push(await read(page, tell));
    if (![1280, 320].includes(width)) {
      await context.close();
      continue;
    }
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate(() =>
      globalThis.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        resultTypes: ["violations"],
      }),
    );
    for (const { id, help, nodes } of violations) {
      tell(`axe ${id}: ${help} (${nodes.length}): ${nodes[0].html.slice(0, 200)}`);
    }
    await context.close();
  }
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 900 } });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "load" });
  texts.push(await read(page, (text) => faults.push(`${name} without JavaScript: ${text}`)));
  await context.close();
  if (texts[0] !== texts[1]) faults.push(`${name}: reads differently without JavaScript`);
}

// Columns of words below 8 em, and cells whose contents stick out, in tables that are shown as tables.
function narrow() {
  const faults = [];
  for (const table of document.querySelectorAll("table")) {
    if (getComputedStyle(table).display !== "table") continue;
    // The words beside numbers stand on one line, however short they are.
    for (const head of table.matches(".tal") ? [] : table.querySelectorAll("thead .k-tekst")) {
      const width = head.getBoundingClientRect().width / parseFloat(getComputedStyle(head).fontSize);
      if (width < 8) faults.push(`the column ${head.textContent} is ${width.toFixed(1)} em wide`);
    }
    for (const cell of table.querySelectorAll("td, th")) {
      if (cell.scrollWidth > cell.clientWidth + 1) faults.push(`the cell "${cell.textContent.slice(0, 40)}" is cut`);
    }
  }
  return faults;
}

// The page's text; a reader of the accessibility tree must find the tables also where rows are shown as cards.
async function read(page, tell) {
  const [rows, heads] = [await page.locator("tbody tr").count(), await page.getByRole("rowheader").count()];
  if (heads < rows) tell(`${rows} table rows, but ${heads} in the accessibility tree`);
  if ((await page.getByRole("heading", { level: 1 }).count()) !== 1) tell("not one h1");
  return page.locator("main").innerText();
}

const left = [...files];
await Promise.all(
  Array.from({ length: Math.min(4, availableParallelism()) }, async () => {
    for (let file = left.shift(); file; file = left.shift()) await check(file);
  }),
);

await browser.close();
for (const fault of faults.sort()) console.log(fault);
process.exit(faults.length ? 1 : 0);
