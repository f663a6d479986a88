# Built from the root of the repository: docker build -t storefront .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Storefront.Web -c Release -r linux-x64 --self-contained false -o /shop

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
WORKDIR /shop
COPY --from=build /shop .
# SQLite's file lives here when no PostgreSQL is named; mount a volume to keep it.
RUN mkdir App_Data && chown $APP_UID App_Data
USER $APP_UID
ENV ASPNETCORE_HTTP_PORTS=5080
EXPOSE 5080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["curl", "-fsS", "http://localhost:5080/health/ready"]
ENTRYPOINT ["dotnet", "Storefront.Web.dll"]
