import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter({ out: 'build/web' }),
		// Our own check (server/hooks/handle.ts) is the stricter: every content type, not forms only. Kit's would come first,
		// and turn away programs that send files with a token but, being no browsers, no Origin.
		csrf: { trustedOrigins: ['*'] },
		// 'none' for hashes would forbid the inline start-up script; Kit fills these in by itself.
		csp: {
			mode: 'auto',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:'],
				'connect-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		}
	}
};
