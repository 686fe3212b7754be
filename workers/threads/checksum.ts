import type { InputFile } from '#schema/image.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { inputFile } from '../inputFile.ts';
import { serveThread } from '../serveThread.ts';

/** What a file holds, told by its SHA-256. */
serveThread<string, InputFile>((path) => withFile(path, () => inputFile(path)));
