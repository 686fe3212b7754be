const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const cleanups = [];
let ending = null;

/** Registers what has to be undone at the end; the last registered is undone first. */
export function atEnd(cleanup) {
	cleanups.push(cleanup);
}

/** Undoes everything, then exits. A second call waits for the first. */
export function finish(code) {
	ending ??= undoAll().then(() => process.exit(code));
	return ending;
}

/** Runs a command's main function, whose result is the exit code, and undoes everything in any case. */
export async function command(main) {
	for (const name of Object.keys(exitCodes)) {
		process.on(name, () => void finish(exitCodes[name]));
	}
	if (process.env.npm_lifecycle_event) stopWithParent();
	try {
		await finish((await main()) ?? 0);
	} catch (error) {
		if (ending === null) console.error(sentence(error));
		await finish(1);
	}
}

// Who kills npm means us, but npm cannot pass on every signal, and a SIGKILL never.
function stopWithParent() {
	const parent = process.ppid;
	const watch = () => process.ppid === parent || void finish(exitCodes.SIGTERM);
	setInterval(watch, 500).unref();
}

// What we throw ourselves are plain Errors that say everything; anything else is a defect.
function sentence(error) {
	return error.constructor === Error ? error.message : error.stack;
}

async function undoAll() {
	for (const cleanup of cleanups.reverse()) {
		try {
			await cleanup();
		} catch (error) {
			console.error(error.message);
		}
	}
}
