import { findOrInstall } from './find-or-install.ts';

const CHROMIUM = {
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  debianPackages: ['chromium', 'fonts-liberation'],
  advice: 'The browser tests need Chromium: install chromium or google-chrome, or set CHROMIUM_PATH to the program.',
};

/** The program of `CHROMIUM_PATH`, or the one on the PATH, installed when missing. */
export function chromiumProgram(): string {
  return process.env.CHROMIUM_PATH || findOrInstall(CHROMIUM);
}
