// Drives Chromium or Firefox through the steps of a plan (the file named as argument), and prints what it saw as one line of JSON.
const fs = require("fs");
const puppeteer = require("puppeteer-core");

const PATIENCE = 8000; // ms for a page; slow paths leave images behind, people go on too
const plan = JSON.parse(fs.readFileSync(process.argv[2]));
const seen = { pages: [], resources: 0, problems: [] };
const tabs = {};
const sleep = ms => new Promise(done => setTimeout(done, ms));

async function tab(browser, name) {
  if (!tabs[name]) {
    tabs[name] = await browser.newPage();
    tabs[name].setDefaultTimeout(PATIENCE);
  }
  return tabs[name];
}

// A browser that never answers must not hold up the rest.
function within(work, what) {
  return Promise.race([work, sleep(PATIENCE + 2000).then(() => { throw new Error(`${what} did not end`); })]);
}

async function look(page) {
  const [title, count] = await page.evaluate(() => [document.title, performance.getEntriesByType("resource").length]);
  seen.pages.push(title);
  seen.resources += count;
}

const STEPS = {
  async open(page, step) {
    await page.goto(step.url, { waitUntil: "load", timeout: PATIENCE });
    await look(page);
  },
  async click(page, step) {
    const links = await page.$$("a");
    if (!links.length) throw new Error("nothing to click");
    const arrives = page.waitForNavigation({ waitUntil: "load", timeout: PATIENCE });
    await Promise.all([arrives, links[step.number % links.length].click()]);
    await look(page);
  },
  async scroll(page, step) {
    await page.bringToFront();
    for (const pause of step.pauses) {
      await page.evaluate(() => window.scrollBy({ top: 500 + innerHeight / 2, behavior: "smooth" }));
      await sleep(pause);
    }
  },
  async type(page, step) {
    await page.type("input", step.text, { delay: step.delay });
    const arrives = page.waitForNavigation({ waitUntil: "load", timeout: PATIENCE });
    await Promise.all([arrives, page.keyboard.press("Enter")]);
    await look(page);
  },
  async close(page, step) {
    delete tabs[step.tab];
    await page.close();
  },
};

async function main() {
  const browser = await puppeteer.launch(plan.launch);
  for (const step of plan.steps) {
    if (step.do === "pause") {
      await sleep(step.ms);
      continue;
    }
    const page = await tab(browser, step.tab || "first");
    const work = within(STEPS[step.do](page, step), step.do).catch(error => seen.problems.push(`${step.do}: ${error.message}`));
    if (!step.beside) await work;
  }
  await browser.close();
  console.log(JSON.stringify(seen));
}

main().then(() => process.exit(0), error => { console.error(error.stack); process.exit(1); });
