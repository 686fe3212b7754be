import type { User } from '#schema/user.ts';
import { hipsOrigins } from './surveys.ts';
import { signedIn } from './signedIn.ts';

/** The libraries that show images, each alone in a frame: what they need of a browser is then asked of no page of ours. */
const LIBRARIES = {
	js9: {
		title: 'Image viewer',
		head: `<link rel="stylesheet" href="/vendor/js9/js9support.css">
<link rel="stylesheet" href="/vendor/js9/js9.css">
<script src="/viewer/js9prefs.js"></script>
<script src="/vendor/js9/js9support.min.js"></script>
<script src="/vendor/js9/js9.min.js"></script>
<script src="/vendor/js9/js9plugins.min.js"></script>`
	},
	sky: {
		title: 'Sky view',
		head: `<script type="module" src="/viewer/sky.js"></script>`
	}
} as const;
export type ViewerLibrary = keyof typeof LIBRARIES;

const STYLE = `html, body { height: 100%; margin: 0; background: #05070a; color: #e8edf3; overflow: hidden; }
#views { display: flex; height: 100%; gap: 2px; }
#views > div { flex: 1; min-width: 0; }
canvas.JS9Image { background: #05070a !important; }
.JS9Message { display: none; }
#sky { position: absolute; inset: 0; }`;

/** The empty page that a viewer is started in; the page around it, of our own origin, does the rest. */
export function viewerFrame(user: User | null, library: ViewerLibrary): string {
	signedIn(user);
	const { title, head } = LIBRARIES[library];
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
${head}
</head>
<body></body>
</html>
`;
}

/** WebAssembly is compiled here and nowhere else; tiles come from us and from the surveys that the operator has named. */
export function viewerHeaders(library: ViewerLibrary): Record<string, string> {
	const tiles = library === 'sky' ? hipsOrigins() : [];
	const policy = {
		'default-src': ["'none'"],
		'script-src': ["'self'", "'wasm-unsafe-eval'"],
		'style-src': ["'self'", "'unsafe-inline'"],
		'img-src': ["'self'", 'data:', 'blob:', ...tiles],
		'connect-src': ["'self'", 'data:', 'blob:', ...tiles],
		'font-src': ["'self'", 'data:'],
		'worker-src': ["'self'", 'blob:'],
		'base-uri': ["'none'"],
		'form-action': ["'none'"],
		'frame-ancestors': ["'self'"]
	};
	return {
		'content-type': 'text/html; charset=utf-8',
		'content-security-policy': Object.entries(policy)
			.map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
			.join('; '),
		'x-frame-options': 'SAMEORIGIN',
		'cache-control': 'no-store'
	};
}
