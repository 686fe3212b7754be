// No helper, no proxy, nothing kept in the browser: only what the page around the frame hands over is ever shown.
// eslint-disable-next-line no-unused-vars
var JS9Prefs = {
	globalOpts: {
		helperType: 'none',
		installDir: '/vendor/js9/',
		corsProxy: '',
		simbadProxy: '',
		cgiProxy: '',
		loadProxy: false,
		localStorage: false,
		processQueryParams: false,
		alerts: false,
		updateTitlebar: false,
		resizeHandle: false,
		internalValPos: false,
		clearImageMemory: 'always',
		// By buttons pressed: none, the left, another. A drag pans, as on every map.
		mouseActions: ['display value/position', 'pan the image', 'change contrast/bias'],
		touchActions: ['pan the image', 'change contrast/bias', 'display value/position'],
		// Never shown, but fetched.
		logo: '../../favicon.svg',
		image: { xdim: 0, ydim: 0, bin: 1 },
		syncOps: ['pan', 'zoom'],
		editRegions: false
	},
	imageOpts: { colormap: 'grey', scale: 'linear', inherit: false, nancolor: '#2e364f' },
	regionOpts: { permanent: true }
};
