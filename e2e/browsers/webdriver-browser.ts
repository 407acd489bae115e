import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Builder, By, error, until, type WebDriver, type WebElement } from 'selenium-webdriver';
import type { WebKit } from '../../scripts/webkit.ts';
import type { Browser, Tab } from './tab.ts';

// A folder, which only require() can load.
const { DriverService }: typeof import('selenium-webdriver/remote') = createRequire(
  import.meta.url,
)('selenium-webdriver/remote');

// A page that a busy machine prepares for the first time takes longer than a person would wait.
const PATIENCE = 30_000;

/** Starts WebKitGTK's own browser over WebDriver, on a screen that nobody sees. */
export async function startWebKit({ driver, browser, screen }: WebKit): Promise<Browser> {
  const { display, stop } = await startScreen(screen);
  const environment = { ...process.env, DISPLAY: display } as Record<string, string>;
  const service = new DriverService.Builder(driver)
    .setLoopback(true)
    .setEnvironment(environment)
    .build();
  const stopAll = () => service.kill().finally(stop);
  try {
    const session = await openSession(await service.start(), browser);
    const version = (await session.getCapabilities()).get('browserVersion');
    return {
      version: `WebKitGTK/${version}`,
      tab: tabOf(session),
      close: () => session.quit().finally(stopAll),
    };
  } catch (failure) {
    await stopAll();
    throw failure;
  }
}

async function startScreen(program: string) {
  // It writes the number of the first display that is free.
  const child = spawn(program, ['-displayfd', '1', '-screen', '0', '1280x1024x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const stop = () => void child.kill();
  process.once('exit', stop);
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${program} ended before it gave a display.`);
  });
  const [number] = await Promise.race([once(child.stdout, 'data'), ended]);
  return { display: `:${String(number).trim()}`, stop };
}

async function openSession(url: string, binary: string): Promise<WebDriver> {
  const session = await new Builder()
    .usingServer(url)
    .withCapabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary, args: ['--automation'] },
    })
    .build();
  await session.manage().setTimeouts({ script: PATIENCE, pageLoad: 2 * PATIENCE });
  return session;
}

function tabOf(session: WebDriver): Tab {
  const press = (place: string) => pressOnce(session, place);
  return {
    press,
    goTo: (url) => session.get(url),
    reload: () => session.navigate().refresh(),
    async chooseFiles(place, paths) {
      await session.executeScript(KEEP_INPUT);
      await press(place);
      const input: WebElement = await session.executeScript(SHOW_INPUT);
      await input.sendKeys(paths.join('\n'));
    },
    async run(task, given) {
      const { value, thrown } = await session.executeAsyncScript<Outcome>(
        `const [given, done] = arguments;
        Promise.resolve(given).then(${task}).then(
          (value) => done({ value }),
          (error) => done({ thrown: String(error) }),
        );`,
        given,
      );
      if (thrown) throw new Error(thrown);
      return value as never;
    },
  };
}

interface Outcome {
  value?: unknown;
  thrown?: string;
}

async function pressOnce(session: WebDriver, place: string): Promise<void> {
  await session.wait(
    async () => {
      try {
        const element = await session.wait(until.elementLocated(By.xpath(place)), PATIENCE);
        await element.click();
        return true;
      } catch (failure) {
        // React has put another in its place, or it is not there to be pressed yet.
        if (failure instanceof error.StaleElementReferenceError) return false;
        if (failure instanceof error.ElementNotInteractableError) return false;
        throw failure;
      }
    },
    PATIENCE,
    `${place} cannot be pressed.`,
  );
}

// WebDriver has no hand for a dialog; WebKit closes it at once. Files are given to the input that asked
// for it, which must be in the page for that.
const KEEP_INPUT = `
  const { click } = HTMLInputElement.prototype;
  HTMLInputElement.prototype.click = function () {
    window.askedForFiles = this;
    HTMLInputElement.prototype.click = click;
    click.call(this);
  };`;
const SHOW_INPUT = `
  const input = window.askedForFiles;
  input.hidden = true;
  document.body.append(input);
  input.addEventListener('change', () => input.remove(), { once: true });
  return input;`;
