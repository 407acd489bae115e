// Made for tests on this machine alone, with openssl; nobody trusts it, and nothing else uses it.
/** A certificate of localhost that signs itself. */
export const certificate: string = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUVVePlgObwHvVLkfbTvyrD2qdNAswCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDIzMzUwNloYDzIxMjYxMDMx
MjMzNTA2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATj6CfhKuo0QixNgsXmtxCxuMlQ66rM9VuWK5g8xGRDCqBUVR2HEeu2
N/GsL+/ErtaL6B9qsmZNRdaf5qtqUIoPo28wbTAdBgNVHQ4EFgQUVWUjTS+PrC45
v7moVWgXGO7+jZ4wHwYDVR0jBBgwFoAUVWUjTS+PrC45v7moVWgXGO7+jZ4wDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIhALsFUKppll7ZVTEWMF0MYSJwN1lPGysi4Tc9nRBcVZ1FAiBF
SwdMTxTU5GcKkWEysDq1LxdyjpG3VGR9YHRWsT8WWA==
-----END CERTIFICATE-----
`;

/** Its key. */
export const key: string = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmOKINcPwdOsqZtgC
YV9kAk7+NRwgYwyd0N8rAzPZ1YWhRANCAATj6CfhKuo0QixNgsXmtxCxuMlQ66rM
9VuWK5g8xGRDCqBUVR2HEeu2N/GsL+/ErtaL6B9qsmZNRdaf5qtqUIoP
-----END PRIVATE KEY-----
`;
