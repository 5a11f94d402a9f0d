// The least that can be done: GET everything, hash it. As many requests at once as citewatch has by default. Behind the list, `parse` has each
// page parsed as well, and a file has each asked for by the tag that it had when it was asked for last, which the file keeps.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import pLimit from 'p-limit';
import { parse } from 'parse5';
import { Agent, request } from 'undici';

const [, , list, how = ''] = process.argv;
const { urls, port } = JSON.parse(readFileSync(list, 'utf8'));
const isKept = how.endsWith('.json');
const tags = isKept && existsSync(how) ? JSON.parse(readFileSync(how, 'utf8')) : {};
const agent = new Agent({
  connect: { lookup: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) },
});
const limit = pLimit(16);
await Promise.all(
  urls.map((url) =>
    limit(async () => {
      const { body, statusCode, headers } = await request(
        url.replace(/(?<=\/\/[^/:]+)(?=\/)/u, `:${port}`),
        {
          dispatcher: agent,
          headers: tags[url] === undefined ? {} : { 'if-none-match': tags[url] },
        },
      );
      const page = Buffer.from(await body.arrayBuffer());
      tags[url] = headers.etag;
      if (statusCode === 304) return;
      createHash('sha256').update(page).digest('hex');
      if (how === 'parse') parse(page.toString());
    }),
  ),
);
await agent.close();
if (isKept) writeFileSync(how, JSON.stringify(tags));
