import { defineConfig } from '@playwright/test';

export default defineConfig({
	testDir: 'tests/e2e',
	globalSetup: './tests/kit/globalSetup.ts',
	outputDir: 'test-results',
	// Two people in two browsers already take both cores of a small machine.
	workers: 1,
	// Slow machines make browsers stumble; what passes the second time only is listed as flaky.
	retries: 1,
	timeout: 60_000,
	forbidOnly: true,
	reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE }]],
	use: {
		baseURL: process.env.CAUSTIC_E2E_ORIGIN,
		screenshot: 'only-on-failure',
		trace: 'retain-on-failure',
		launchOptions: {
			executablePath: process.env.CHROMIUM_PATH,
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync'
			]
		}
	}
});
