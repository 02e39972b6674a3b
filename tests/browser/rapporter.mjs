// Opens rendered reports in Chromium and prints what is wrong with them, one fault to a line; exit code 1 if any.
// node rapporter.mjs <chromium> <file.html>...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
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

for (const file of files) {
  const url = pathToFileURL(file).href;
  for (const width of [1280, 320]) {
    const tell = (text) => faults.push(`${basename(file)} at ${width} px: ${text}`);
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
  await withoutScripts(file, url);
}

// Without JavaScript the page must show the same text; a reader of the accessibility tree must still find tables.
async function withoutScripts(file, url) {
  const texts = [];
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 900 } });
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "load" });
    texts.push(await page.locator("main").innerText());
    const [rows, heads] = [await page.locator("tbody tr").count(), await page.getByRole("rowheader").count()];
    if (heads < rows) faults.push(`${basename(file)}: ${rows} table rows, but ${heads} in the accessibility tree at 320 px`);
    if ((await page.getByRole("heading", { level: 1 }).count()) !== 1) faults.push(`${basename(file)}: not one h1`);
    await context.close();
  }
  if (texts[0] !== texts[1]) faults.push(`${basename(file)}: reads differently without JavaScript`);
}

await browser.close();
for (const fault of faults) console.log(fault);
process.exit(faults.length ? 1 : 0);
