import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { rooms } from './src/lib/realtime/devPlugin.server.ts';

const spec = ['src/**/*.spec.ts', 'workers/**/*.spec.ts', 'scripts/**/*.spec.mjs'];

export default defineConfig({
	plugins: [sveltekit(), rooms()],
	build: { chunkSizeWarningLimit: 1000 },
	environments: {
		client: {
			build: {
				rolldownOptions: {
					// What many pages share is one file, not forty of a kilobyte: a page asks for half as many.
					output: { codeSplitting: { groups: [{ name: 'common', minShareCount: 6 }] } }
				}
			}
		}
	},
	test: {
		projects: [
			{
				extends: true,
				resolve: { conditions: ['browser'] },
				test: { name: 'dom', environment: 'happy-dom', include: ['src/**/*.svelte.spec.ts'] }
			},
			{
				extends: true,
				test: {
					name: 'node',
					environment: 'node',
					include: spec,
					exclude: ['**/*.svelte.spec.ts']
				}
			},
			{
				extends: true,
				test: { name: 'oracle', environment: 'node', include: ['tests/oracle/**/*.test.ts'] }
			},
			{
				extends: true,
				test: {
					name: 'contract',
					environment: 'node',
					include: ['tests/contract/**/*.test.ts'],
					testTimeout: 60_000,
					hookTimeout: 120_000,
					maxWorkers: 2
				}
			}
		]
	}
});
