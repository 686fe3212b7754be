import { createHash } from 'node:crypto';
import { withFile } from '#server/files/fileFailure.ts';
import { localStorage } from '#server/files/storage.ts';
import { serveThread } from '../serveThread.ts';

const storage = localStorage();

/** SHA-256 of a file, lower-case hex. */
serveThread<string, string>((path) =>
	withFile(path, async () =>
		createHash('sha256')
			.update(await storage.read(path))
			.digest('hex')
	)
);
