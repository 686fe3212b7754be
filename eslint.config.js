import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const unsafeRules = ['argument', 'assignment', 'call', 'member-access', 'return'];

export default defineConfig(
	{ ignores: ['.svelte-kit/', 'build/', 'static/', '.caustic/', 'test-results/', '*.cjs', '*.js'] },
	js.configs.recommended,
	ts.configs.recommendedTypeChecked,
	svelte.configs.recommended,
	prettier,
	svelte.configs.prettier,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] }
		},
		rules: {
			'no-undef': 'off',
			eqeqeq: 'error',
			'no-console': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			// A leading underscore is how a rest pattern leaves a key out.
			'@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_' }],
			'max-lines': ['error', 400],
			complexity: ['error', 12]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } }
	},
	{
		// `data` from $props() is untyped to the linter and trips these falsely; svelte-check sees the types.
		files: ['**/*.svelte'],
		rules: Object.fromEntries(unsafeRules.map((r) => [`@typescript-eslint/no-unsafe-${r}`, 'off']))
	},
	{
		// Paths are ours and the app is served from the root; `resolve()` would wrap every href for nothing.
		rules: {
			'svelte/prefer-svelte-reactivity': 'off',
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['src/lib/science/**/*.ts'],
		ignores: ['**/*.spec.ts'],
		rules: {
			'no-restricted-properties': [
				'error',
				{ object: 'Math', property: 'random', message: 'pass a seeded generator in' },
				{ object: 'Date', property: 'now', message: 'pass the time in' }
			]
		}
	},
	{
		files: ['**/*.svelte'],
		rules: {
			'svelte/button-has-type': 'error',
			'svelte/no-inspect': 'error',
			'svelte/no-unused-props': 'error',
			'svelte/no-at-html-tags': 'error',
			'svelte/require-each-key': 'error'
		}
	},
	{
		// Plain Node, run before anything is installed: no type information, and it talks to the terminal.
		files: ['*.mjs', 'scripts/**/*.mjs', 'tests/**/*.mjs'],
		extends: [ts.configs.disableTypeChecked],
		rules: { 'no-console': 'off' }
	}
);
