#!/usr/bin/env bash
# Writes the first migration of both engines anew from the model. Only until the first release: from then on
# `dotnet ef migrations add NAME` for each context (docs/guides/operations.md).
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet tool restore >/dev/null
rm -rf src/Storefront.Migrations/Sqlite src/Storefront.Migrations/Postgres
common=(--project src/Storefront.Migrations --startup-project src/Storefront.Web)
ConnectionStrings__Storefront="Data Source=:memory:" dotnet ef migrations add Initial --context SqliteStoreDb "${common[@]}" --output-dir Sqlite
ConnectionStrings__Storefront="Host=nowhere" dotnet ef migrations add Initial --context PostgresStoreDb "${common[@]}" --output-dir Postgres --no-build
