// Runs in a container: how long requests to the metadata endpoint take there, in milliseconds, one a line.
import http from 'node:http';

const count = Number(process.argv[2]);
/** As often as the endpoint answers in the long run. */
const pause = 30;

const request = () =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    http
      .get(`${process.env.ECS_CONTAINER_METADATA_URI_V4}/task`, { agent: false }, (response) => {
        response.resume();
        response.once('end', () =>
          response.statusCode === 200
            ? resolve(performance.now() - began)
            : reject(new Error(`status ${response.statusCode}`)),
        );
      })
      .once('error', reject);
  });

async function measure(left) {
  if (left === 0) return;
  console.log(`took ${await request()}`);
  await new Promise((resolve) => setTimeout(resolve, pause));
  await measure(left - 1);
}

measure(count);
