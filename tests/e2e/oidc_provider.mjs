// An OpenID provider for tests: oidc-provider (certified), with any user name and no password.
// node oidc_provider.mjs FOLDER PORT BACK
//   FOLDER: where oidc-provider is installed; PORT: to listen on 127.0.0.1; BACK: redirect URI.
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, port, back] = process.argv.slice(2);
const module = path.join(folder, "node_modules", "oidc-provider", "lib", "index.js");
const { Provider } = await import(pathToFileURL(module).href);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "comity",
      client_secret: "a-secret-of-the-test",
      redirect_uris: [back],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
    {
      client_id: "robot",
      client_secret: "another-secret",
      redirect_uris: [],
      grant_types: ["client_credentials"],
      response_types: [],
    },
  ],
  claims: { openid: ["sub"], profile: ["preferred_username"], email: ["email", "email_verified"] },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      ...(id.startsWith("mail-") ? {} : { preferred_username: id }),
      email: `${id}@agency.example`,
      email_verified: !id.includes("unverified"),
    }),
  }),
  pkce: { required: () => true },
  features: {
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_ctx, resource) => ({
        scope: "",
        audience: resource,
        accessTokenFormat: "jwt",
        accessTokenTTL: 60,
      }),
    },
  },
  extraTokenClaims: (_ctx, token) =>
    token.clientId === "robot" ? { preferred_username: "li" } : undefined,
});
provider.on("server_error", (_ctx, error) => console.error(error));
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
