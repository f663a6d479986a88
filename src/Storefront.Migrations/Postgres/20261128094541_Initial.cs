using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Storefront.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts_codes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_codes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "accounts_people",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    display_name = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: true),
                    producer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    producer_name = table.Column<string>(type: "text", nullable: true),
                    service_point_id = table.Column<Guid>(type: "uuid", nullable: true),
                    user_name = table.Column<string>(type: "text", nullable: true),
                    normalized_user_name = table.Column<string>(type: "text", nullable: true),
                    email = table.Column<string>(type: "text", nullable: true),
                    normalized_email = table.Column<string>(type: "text", nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "text", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_people", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "accounts_producers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_producers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalog_allocations",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    variant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mass_grams = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_allocations", x => new { x.order_id, x.variant_id, x.lot_id });
                });

            migrationBuilder.CreateTable(
                name: "catalog_applications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: false),
                    village = table.Column<string>(type: "text", nullable: false),
                    goods = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    applied_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    times = table.Column<int>(type: "integer", nullable: false),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_applications", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalog_categories",
                columns: table => new
                {
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    picture = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    tax_rate = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_categories", x => x.slug);
                });

            migrationBuilder.CreateTable(
                name: "catalog_holds",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    variant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    units = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    promised_to = table.Column<DateOnly>(type: "date", nullable: true),
                    packed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_holds", x => new { x.order_id, x.variant_id });
                });

            migrationBuilder.CreateTable(
                name: "catalog_listing_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    listing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    variant_id = table.Column<Guid>(type: "uuid", nullable: true),
                    price_fen = table.Column<long>(type: "bigint", nullable: true),
                    boxes = table.Column<int>(type: "integer", nullable: true),
                    season = table.Column<bool>(type: "boolean", nullable: false),
                    opens = table.Column<DateOnly>(type: "date", nullable: true),
                    closes = table.Column<DateOnly>(type: "date", nullable: true),
                    words = table.Column<bool>(type: "boolean", nullable: false),
                    photos = table.Column<bool>(type: "boolean", nullable: false),
                    picked_on = table.Column<DateOnly>(type: "date", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    acted_by = table.Column<Guid>(type: "uuid", nullable: false),
                    acted_for = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_listing_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalog_listings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    producer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    category = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    summary = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: false),
                    keeping = table.Column<string>(type: "text", nullable: true),
                    facts = table.Column<string>(type: "text", nullable: false),
                    goods_class = table.Column<string>(type: "text", nullable: false),
                    shelf_life_days = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    listed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    opens = table.Column<DateOnly>(type: "date", nullable: true),
                    closes = table.Column<DateOnly>(type: "date", nullable: true),
                    acted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    acted_for = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_listings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalog_lots",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    listing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    harvested_on = table.Column<DateOnly>(type: "date", nullable: false),
                    best_before = table.Column<DateOnly>(type: "date", nullable: false),
                    allocated_grams = table.Column<long>(type: "bigint", nullable: false),
                    mass_grams = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_lots", x => x.id);
                    table.CheckConstraint("ck_catalog_lots_allocated", "allocated_grams >= 0 and allocated_grams <= mass_grams");
                });

            migrationBuilder.CreateTable(
                name: "catalog_media",
                columns: table => new
                {
                    hash = table.Column<string>(type: "text", nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    unused_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_media", x => new { x.hash, x.width });
                });

            migrationBuilder.CreateTable(
                name: "catalog_photos",
                columns: table => new
                {
                    listing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    stem = table.Column<string>(type: "text", nullable: false),
                    alt = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_photos", x => new { x.listing_id, x.position });
                });

            migrationBuilder.CreateTable(
                name: "catalog_producers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    fictional = table.Column<bool>(type: "boolean", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    household = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<int>(type: "integer", nullable: true),
                    story = table.Column<string>(type: "text", nullable: false),
                    quote = table.Column<string>(type: "text", nullable: true),
                    picture = table.Column<string>(type: "text", nullable: false),
                    alt = table.Column<string>(type: "text", nullable: false),
                    shows_sold = table.Column<bool>(type: "boolean", nullable: false),
                    minimum_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_producers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalog_revisions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    listing_id = table.Column<Guid>(type: "uuid", nullable: true),
                    producer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    variant_id = table.Column<Guid>(type: "uuid", nullable: true),
                    price_fen = table.Column<long>(type: "bigint", nullable: true),
                    name = table.Column<string>(type: "text", nullable: true),
                    description = table.Column<string>(type: "text", nullable: true),
                    quote = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    acted_by = table.Column<Guid>(type: "uuid", nullable: false),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_revisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalog_search_entries",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    listing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    category = table.Column<string>(type: "text", nullable: false),
                    producer = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: true),
                    price = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_search_entries", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "catalog_search_spellings",
                columns: table => new
                {
                    form = table.Column<string>(type: "text", nullable: false),
                    word = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_search_spellings", x => new { x.form, x.word });
                });

            migrationBuilder.CreateTable(
                name: "catalog_search_terms",
                columns: table => new
                {
                    word = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    listings = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_search_terms", x => x.word);
                });

            migrationBuilder.CreateTable(
                name: "catalog_search_words",
                columns: table => new
                {
                    word = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false),
                    fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_search_words", x => new { x.word, x.number, x.rank, x.fen });
                });

            migrationBuilder.CreateTable(
                name: "catalog_stock_alerts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    variant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    token = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    times = table.Column<int>(type: "integer", nullable: false),
                    told_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_stock_alerts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "catalog_uploads",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_uploads", x => new { x.person_id, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "catalog_variants",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    listing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    grade = table.Column<string>(type: "text", nullable: false),
                    read_fen = table.Column<long>(type: "bigint", nullable: true),
                    available = table.Column<int>(type: "integer", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: true),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    back_until = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    gross_grams = table.Column<long>(type: "bigint", nullable: false),
                    net_grams = table.Column<long>(type: "bigint", nullable: false),
                    price_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_variants", x => x.id);
                    table.CheckConstraint("ck_catalog_variants_available", "available >= 0");
                });

            migrationBuilder.CreateTable(
                name: "catalog_villages",
                columns: table => new
                {
                    place = table.Column<string>(type: "text", nullable: false),
                    story = table.Column<string>(type: "text", nullable: false),
                    picture = table.Column<string>(type: "text", nullable: false),
                    alt = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_villages", x => x.place);
                });

            migrationBuilder.CreateTable(
                name: "community_campaign_quotas",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    variant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    boxes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_community_campaign_quotas", x => new { x.campaign_id, x.variant_id });
                });

            migrationBuilder.CreateTable(
                name: "community_campaigns",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    warms_up_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    starts_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_community_campaigns", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "community_counted",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    producer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    variant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: true),
                    units = table.Column<int>(type: "integer", nullable: false),
                    placed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    minute = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    mass_grams = table.Column<long>(type: "bigint", nullable: false),
                    paid_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_community_counted", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "community_point_producers",
                columns: table => new
                {
                    producer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    point_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_community_point_producers", x => x.producer_id);
                });

            migrationBuilder.CreateTable(
                name: "community_points",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_community_points", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "community_producers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_community_producers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "community_questions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    listing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    producer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    listing = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: true),
                    email = table.Column<string>(type: "text", nullable: true),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_for = table.Column<Guid>(type: "uuid", nullable: true),
                    by_office = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_community_questions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "community_reviews",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    listing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    producer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    listing = table.Column<string>(type: "text", nullable: false),
                    variant = table.Column<string>(type: "text", nullable: false),
                    stars = table.Column<int>(type: "integer", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    photos = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    written_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_for = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_community_reviews", x => x.id);
                    table.CheckConstraint("ck_community_reviews_stars", "stars between 1 and 5");
                });

            migrationBuilder.CreateTable(
                name: "community_variants",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    listing = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_community_variants", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notices_messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: false),
                    part = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false),
                    recipient = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    queued_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    cancelled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notices_orders",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    order_token = table.Column<string>(type: "text", nullable: false),
                    tracking_token = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: true),
                    email = table.Column<string>(type: "text", nullable: true),
                    language = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices_orders", x => x.order_id);
                });

            migrationBuilder.CreateTable(
                name: "notices_parts",
                columns: table => new
                {
                    seller_order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    producer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    producer = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices_parts", x => x.seller_order_id);
                });

            migrationBuilder.CreateTable(
                name: "notices_sales",
                columns: table => new
                {
                    seller_order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    producer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    boxes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices_sales", x => x.seller_order_id);
                });

            migrationBuilder.CreateTable(
                name: "notices_sales_told",
                columns: table => new
                {
                    producer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    times = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices_sales_told", x => x.producer_id);
                });

            migrationBuilder.CreateTable(
                name: "orders_addresses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    typed = table.Column<string>(type: "text", nullable: false),
                    is_default = table.Column<bool>(type: "boolean", nullable: false),
                    saved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_addresses", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "orders_adjustments",
                columns: table => new
                {
                    line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_adjustments", x => new { x.line_id, x.rule_id });
                });

            migrationBuilder.CreateTable(
                name: "orders_basket_lines",
                columns: table => new
                {
                    basket_id = table.Column<Guid>(type: "uuid", nullable: false),
                    variant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    units = table.Column<int>(type: "integer", nullable: false),
                    seen_fen = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_basket_lines", x => new { x.basket_id, x.variant_id });
                });

            migrationBuilder.CreateTable(
                name: "orders_baskets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkout_id = table.Column<Guid>(type: "uuid", nullable: false),
                    typed = table.Column<string>(type: "text", nullable: true),
                    delivery = table.Column<string>(type: "text", nullable: true),
                    payment = table.Column<string>(type: "text", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_baskets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "orders_claim_lines",
                columns: table => new
                {
                    claim_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    units = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_claim_lines", x => new { x.claim_id, x.line_id });
                });

            migrationBuilder.CreateTable(
                name: "orders_claims",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    wish = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    photo = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    made_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_claims", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "orders_fapiaos",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    tax_number = table.Column<string>(type: "text", nullable: true),
                    email = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_fapiaos", x => x.order_id);
                });

            migrationBuilder.CreateTable(
                name: "orders_lines",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    variant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    listing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    photo = table.Column<string>(type: "text", nullable: false),
                    listing = table.Column<string>(type: "text", nullable: false),
                    variant = table.Column<string>(type: "text", nullable: false),
                    units = table.Column<int>(type: "integer", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: true),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    back_until = table.Column<DateOnly>(type: "date", nullable: true),
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: true),
                    tax_rate = table.Column<int>(type: "integer", nullable: false),
                    gross_grams = table.Column<long>(type: "bigint", nullable: false),
                    list_price_fen = table.Column<long>(type: "bigint", nullable: false),
                    net_grams = table.Column<long>(type: "bigint", nullable: false),
                    packed_grams = table.Column<long>(type: "bigint", nullable: false),
                    paid_fen = table.Column<long>(type: "bigint", nullable: false),
                    returned_fen = table.Column<long>(type: "bigint", nullable: false),
                    unit_price_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_lines", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "orders_orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkout_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    token = table.Column<string>(type: "text", nullable: false),
                    tracking_token = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    payment_state = table.Column<string>(type: "text", nullable: false),
                    contact = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    gift = table.Column<string>(type: "text", nullable: true),
                    pick_up = table.Column<string>(type: "text", nullable: true),
                    buyer = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    placed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    area = table.Column<string>(type: "text", nullable: true),
                    promise_from = table.Column<DateOnly>(type: "date", nullable: false),
                    promise_to = table.Column<DateOnly>(type: "date", nullable: false),
                    placed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    hold_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    refused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    paid_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    paid_by = table.Column<Guid>(type: "uuid", nullable: true),
                    replaces = table.Column<Guid>(type: "uuid", nullable: true),
                    agreed = table.Column<string>(type: "text", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    delivery_fen = table.Column<long>(type: "bigint", nullable: false),
                    discount_fen = table.Column<long>(type: "bigint", nullable: false),
                    goods_fen = table.Column<long>(type: "bigint", nullable: false),
                    total_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_orders", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "orders_refunds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_refunds", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "orders_seller_orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    producer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    producer = table.Column<string>(type: "text", nullable: false),
                    origin = table.Column<string>(type: "text", nullable: false),
                    vouchers = table.Column<bool>(type: "boolean", nullable: false),
                    fulfilment = table.Column<string>(type: "text", nullable: false),
                    packed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    acted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    acted_for = table.Column<Guid>(type: "uuid", nullable: true),
                    delivered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    cancelled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    goods_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_seller_orders", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "orders_vouchers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    acted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    acted_for = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_vouchers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "orders_wishes",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    variant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders_wishes", x => new { x.person_id, x.variant_id });
                });

            migrationBuilder.CreateTable(
                name: "payments_attempts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    shares = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    return_to = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    paid_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    refunded_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_attempts", x => x.id);
                    table.CheckConstraint("ck_payments_attempts_refunded", "refunded_fen >= 0 and refunded_fen <= amount_fen");
                });

            migrationBuilder.CreateTable(
                name: "payments_events",
                columns: table => new
                {
                    provider = table.Column<string>(type: "text", nullable: false),
                    id = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    unmatched = table.Column<string>(type: "text", nullable: true),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_events", x => new { x.provider, x.id });
                });

            migrationBuilder.CreateTable(
                name: "payments_ledger",
                columns: table => new
                {
                    posting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    producer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    vouchers = table.Column<bool>(type: "boolean", nullable: false),
                    cause = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    goods_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_ledger", x => new { x.posting_id, x.line });
                });

            migrationBuilder.CreateTable(
                name: "payments_refunds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    shares = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    requested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<string>(type: "text", nullable: true),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_refunds", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "payments_sandbox_events",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_sandbox_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "payments_sandbox_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    secret = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_sandbox_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_acts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    producer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    command = table.Column<string>(type: "text", nullable: false),
                    trace_id = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_acts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_deliveries",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false),
                    handler = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    leased_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    parked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_deliveries", x => new { x.position, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "platform_facts",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    told_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_facts", x => x.position);
                });

            migrationBuilder.CreateTable(
                name: "platform_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "platform_marks",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_marks", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "promotions_campaign_listings",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    listing_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_promotions_campaign_listings", x => new { x.campaign_id, x.listing_id });
                });

            migrationBuilder.CreateTable(
                name: "promotions_campaigns",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    promise = table.Column<string>(type: "text", nullable: false),
                    warms_up_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    starts_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    acted_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_promotions_campaigns", x => x.id);
                    table.CheckConstraint("ck_promotions_campaigns_times", "warms_up_at <= starts_at and starts_at < ends_at");
                });

            migrationBuilder.CreateTable(
                name: "promotions_listings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    producer = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_promotions_listings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "promotions_packs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    listing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_promotions_packs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "promotions_person_counts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule_id = table.Column<Guid>(type: "uuid", nullable: false),
                    units = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_promotions_person_counts", x => x.id);
                    table.CheckConstraint("ck_promotions_person_counts_units", "units >= 0");
                });

            migrationBuilder.CreateTable(
                name: "promotions_quotas",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    variant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    available = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_promotions_quotas", x => x.id);
                    table.CheckConstraint("ck_promotions_quotas_available", "available >= 0 and available <= total");
                });

            migrationBuilder.CreateTable(
                name: "promotions_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    listing_id = table.Column<Guid>(type: "uuid", nullable: true),
                    variant_id = table.Column<Guid>(type: "uuid", nullable: true),
                    percent = table.Column<int>(type: "integer", nullable: false),
                    limit_per_person = table.Column<int>(type: "integer", nullable: true),
                    label = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    threshold_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_promotions_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "promotions_takings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    variant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    units = table.Column<int>(type: "integer", nullable: false),
                    quota_id = table.Column<Guid>(type: "uuid", nullable: true),
                    count_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    taken_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_promotions_takings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "shipping_closures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    leg_id = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    acted_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shipping_closures", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "shipping_delays",
                columns: table => new
                {
                    closure_id = table.Column<Guid>(type: "uuid", nullable: false),
                    parcel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    days = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shipping_delays", x => new { x.closure_id, x.parcel_id });
                });

            migrationBuilder.CreateTable(
                name: "shipping_parcels",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seller_order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    producer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    producer = table.Column<string>(type: "text", nullable: false),
                    origin = table.Column<string>(type: "text", nullable: false),
                    area = table.Column<string>(type: "text", nullable: false),
                    pick_up = table.Column<string>(type: "text", nullable: true),
                    number = table.Column<string>(type: "text", nullable: false),
                    order_number = table.Column<string>(type: "text", nullable: false),
                    tracking_token = table.Column<string>(type: "text", nullable: false),
                    boxes = table.Column<int>(type: "integer", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    promised_from = table.Column<DateOnly>(type: "date", nullable: false),
                    promised_to = table.Column<DateOnly>(type: "date", nullable: false),
                    expected_from = table.Column<DateOnly>(type: "date", nullable: false),
                    expected_to = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    paid_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    packed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    delivered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    cancelled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    proof = table.Column<string>(type: "text", nullable: true),
                    delays = table.Column<int>(type: "integer", nullable: false),
                    acted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    packed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    gross_grams = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shipping_parcels", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "shipping_reopenings",
                columns: table => new
                {
                    closure_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    acted_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shipping_reopenings", x => x.closure_id);
                });

            migrationBuilder.CreateTable(
                name: "shipping_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    truck = table.Column<string>(type: "text", nullable: false),
                    driver = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    itinerary = table.Column<string>(type: "text", nullable: false),
                    planned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    departed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    arrived_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    acted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    departed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    capacity_grams = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shipping_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "shipping_scans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    parcel_id = table.Column<Guid>(type: "uuid", nullable: true),
                    place = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    happened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    acted_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shipping_scans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "accounts_assignments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    producer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    producer_name = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    given_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_assignments", x => x.id);
                    table.ForeignKey(
                        name: "FK_accounts_assignments_accounts_people_person_id",
                        column: x => x.person_id,
                        principalTable: "accounts_people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "accounts_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_claims", x => x.id);
                    table.ForeignKey(
                        name: "FK_accounts_claims_accounts_people_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts_people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "accounts_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    provider_key = table.Column<string>(type: "text", nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "FK_accounts_logins_accounts_people_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts_people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "accounts_passkeys",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "FK_accounts_passkeys_accounts_people_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts_people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "accounts_tokens",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "FK_accounts_tokens_accounts_people_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts_people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_accounts_assignments_person_id_producer_id",
                table: "accounts_assignments",
                columns: new[] { "person_id", "producer_id" });

            migrationBuilder.CreateIndex(
                name: "IX_accounts_claims_user_id",
                table: "accounts_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_codes_asked_at",
                table: "accounts_codes",
                column: "asked_at");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_codes_from_asked_at",
                table: "accounts_codes",
                columns: new[] { "from", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "IX_accounts_codes_phone_asked_at",
                table: "accounts_codes",
                columns: new[] { "phone", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "IX_accounts_logins_user_id",
                table: "accounts_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_passkeys_user_id",
                table: "accounts_passkeys",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_people_normalized_user_name",
                table: "accounts_people",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_accounts_people_phone_number",
                table: "accounts_people",
                column: "phone_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_catalog_applications_state_applied_at",
                table: "catalog_applications",
                columns: new[] { "state", "applied_at" });

            migrationBuilder.CreateIndex(
                name: "IX_catalog_holds_variant_id",
                table: "catalog_holds",
                column: "variant_id");

            migrationBuilder.CreateIndex(
                name: "IX_catalog_listing_changes_listing_id",
                table: "catalog_listing_changes",
                column: "listing_id");

            migrationBuilder.CreateIndex(
                name: "IX_catalog_listings_category_listed_at",
                table: "catalog_listings",
                columns: new[] { "category", "listed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_catalog_listings_listed_at",
                table: "catalog_listings",
                column: "listed_at");

            migrationBuilder.CreateIndex(
                name: "IX_catalog_listings_producer_id",
                table: "catalog_listings",
                column: "producer_id");

            migrationBuilder.CreateIndex(
                name: "IX_catalog_listings_slug",
                table: "catalog_listings",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_catalog_lots_listing_id",
                table: "catalog_lots",
                column: "listing_id");

            migrationBuilder.CreateIndex(
                name: "IX_catalog_media_unused_since",
                table: "catalog_media",
                column: "unused_since",
                filter: "unused_since is not null");

            migrationBuilder.CreateIndex(
                name: "IX_catalog_producers_place",
                table: "catalog_producers",
                column: "place");

            migrationBuilder.CreateIndex(
                name: "IX_catalog_producers_slug",
                table: "catalog_producers",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_catalog_revisions_listing_id",
                table: "catalog_revisions",
                column: "listing_id");

            migrationBuilder.CreateIndex(
                name: "IX_catalog_revisions_producer_id_kind",
                table: "catalog_revisions",
                columns: new[] { "producer_id", "kind" });

            migrationBuilder.CreateIndex(
                name: "IX_catalog_revisions_state_at",
                table: "catalog_revisions",
                columns: new[] { "state", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_catalog_search_entries_listing_id",
                table: "catalog_search_entries",
                column: "listing_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_catalog_search_terms_kind",
                table: "catalog_search_terms",
                column: "kind");

            migrationBuilder.CreateIndex(
                name: "IX_catalog_search_words_number",
                table: "catalog_search_words",
                column: "number");

            migrationBuilder.CreateIndex(
                name: "IX_catalog_stock_alerts_contact",
                table: "catalog_stock_alerts",
                column: "contact");

            migrationBuilder.CreateIndex(
                name: "IX_catalog_stock_alerts_token",
                table: "catalog_stock_alerts",
                column: "token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_catalog_stock_alerts_told_at",
                table: "catalog_stock_alerts",
                column: "told_at");

            migrationBuilder.CreateIndex(
                name: "IX_catalog_stock_alerts_variant_id_contact",
                table: "catalog_stock_alerts",
                columns: new[] { "variant_id", "contact" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_catalog_uploads_at",
                table: "catalog_uploads",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_catalog_variants_listing_id_slug",
                table: "catalog_variants",
                columns: new[] { "listing_id", "slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_community_campaigns_slug",
                table: "community_campaigns",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_community_counted_campaign_id_minute",
                table: "community_counted",
                columns: new[] { "campaign_id", "minute" });

            migrationBuilder.CreateIndex(
                name: "IX_community_counted_producer_id",
                table: "community_counted",
                column: "producer_id");

            migrationBuilder.CreateIndex(
                name: "IX_community_counted_seller_order_id",
                table: "community_counted",
                column: "seller_order_id");

            migrationBuilder.CreateIndex(
                name: "IX_community_questions_listing_id_state_answered_at",
                table: "community_questions",
                columns: new[] { "listing_id", "state", "answered_at" });

            migrationBuilder.CreateIndex(
                name: "IX_community_questions_producer_id",
                table: "community_questions",
                column: "producer_id");

            migrationBuilder.CreateIndex(
                name: "IX_community_questions_state_asked_at",
                table: "community_questions",
                columns: new[] { "state", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "IX_community_reviews_listing_id_state_written_at",
                table: "community_reviews",
                columns: new[] { "listing_id", "state", "written_at" });

            migrationBuilder.CreateIndex(
                name: "IX_community_reviews_order_id_listing_id",
                table: "community_reviews",
                columns: new[] { "order_id", "listing_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_community_reviews_producer_id",
                table: "community_reviews",
                column: "producer_id");

            migrationBuilder.CreateIndex(
                name: "IX_community_reviews_state_written_at",
                table: "community_reviews",
                columns: new[] { "state", "written_at" });

            migrationBuilder.CreateIndex(
                name: "IX_notices_messages_due_at",
                table: "notices_messages",
                column: "due_at",
                filter: "due_at is not null");

            migrationBuilder.CreateIndex(
                name: "IX_notices_messages_order_id_topic_part_version_channel",
                table: "notices_messages",
                columns: new[] { "order_id", "topic", "part", "version", "channel" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_notices_parts_order_id",
                table: "notices_parts",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_orders_addresses_person_id",
                table: "orders_addresses",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_orders_adjustments_order_id",
                table: "orders_adjustments",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_orders_baskets_person_id",
                table: "orders_baskets",
                column: "person_id",
                unique: true,
                filter: "person_id is not null");

            migrationBuilder.CreateIndex(
                name: "IX_orders_baskets_updated_at",
                table: "orders_baskets",
                column: "updated_at");

            migrationBuilder.CreateIndex(
                name: "ix_orders_claims_open",
                table: "orders_claims",
                column: "made_at",
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "IX_orders_claims_order_id",
                table: "orders_claims",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_orders_fapiaos_open",
                table: "orders_fapiaos",
                column: "asked_at",
                filter: "sent_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_orders_lines_order_id",
                table: "orders_lines",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_orders_orders_buyer",
                table: "orders_orders",
                column: "buyer");

            migrationBuilder.CreateIndex(
                name: "IX_orders_orders_checkout_id",
                table: "orders_orders",
                column: "checkout_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_orders_orders_held",
                table: "orders_orders",
                column: "hold_until",
                filter: "state = 'Placed'");

            migrationBuilder.CreateIndex(
                name: "IX_orders_orders_number",
                table: "orders_orders",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_orders_person_id_placed_at",
                table: "orders_orders",
                columns: new[] { "person_id", "placed_at" },
                filter: "person_id is not null");

            migrationBuilder.CreateIndex(
                name: "IX_orders_orders_placed_by_placed_at",
                table: "orders_orders",
                columns: new[] { "placed_by", "placed_at" },
                filter: "placed_by is not null");

            migrationBuilder.CreateIndex(
                name: "IX_orders_orders_token",
                table: "orders_orders",
                column: "token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_orders_tracking_token",
                table: "orders_orders",
                column: "tracking_token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_refunds_order_id",
                table: "orders_refunds",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_orders_seller_orders_order_id",
                table: "orders_seller_orders",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_orders_seller_orders_producer_id_fulfilment",
                table: "orders_seller_orders",
                columns: new[] { "producer_id", "fulfilment" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_vouchers_code",
                table: "orders_vouchers",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_vouchers_line_id_position",
                table: "orders_vouchers",
                columns: new[] { "line_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_vouchers_order_id",
                table: "orders_vouchers",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_payments_attempts_order_id",
                table: "payments_attempts",
                column: "order_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payments_events_unmatched",
                table: "payments_events",
                column: "received_at",
                filter: "unmatched is not null");

            migrationBuilder.CreateIndex(
                name: "IX_payments_ledger_order_id",
                table: "payments_ledger",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_payments_ledger_producer_id_order_id",
                table: "payments_ledger",
                columns: new[] { "producer_id", "order_id" },
                filter: "producer_id is not null");

            migrationBuilder.CreateIndex(
                name: "IX_payments_refunds_due_at",
                table: "payments_refunds",
                column: "due_at",
                filter: "due_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_payments_refunds_failed",
                table: "payments_refunds",
                column: "requested_at",
                filter: "state = 'Failed'");

            migrationBuilder.CreateIndex(
                name: "IX_payments_refunds_order_id",
                table: "payments_refunds",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_payments_sandbox_events_due_at",
                table: "payments_sandbox_events",
                column: "due_at",
                filter: "due_at is not null");

            migrationBuilder.CreateIndex(
                name: "IX_platform_acts_producer_id_at",
                table: "platform_acts",
                columns: new[] { "producer_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_platform_deliveries_claim",
                table: "platform_deliveries",
                column: "position",
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_platform_deliveries_parked",
                table: "platform_deliveries",
                column: "parked_at",
                filter: "parked_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_platform_deliveries_pending",
                table: "platform_deliveries",
                columns: new[] { "handler", "subject", "position" },
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_promotions_campaigns_ends_at",
                table: "promotions_campaigns",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "IX_promotions_campaigns_slug",
                table: "promotions_campaigns",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_promotions_listings_slug",
                table: "promotions_listings",
                column: "slug");

            migrationBuilder.CreateIndex(
                name: "IX_promotions_packs_listing_id",
                table: "promotions_packs",
                column: "listing_id");

            migrationBuilder.CreateIndex(
                name: "IX_promotions_quotas_campaign_id_variant_id",
                table: "promotions_quotas",
                columns: new[] { "campaign_id", "variant_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_promotions_rules_campaign_id",
                table: "promotions_rules",
                column: "campaign_id");

            migrationBuilder.CreateIndex(
                name: "IX_promotions_takings_order_id",
                table: "promotions_takings",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_shipping_closures_leg_id_from",
                table: "shipping_closures",
                columns: new[] { "leg_id", "from" });

            migrationBuilder.CreateIndex(
                name: "IX_shipping_delays_parcel_id",
                table: "shipping_delays",
                column: "parcel_id");

            migrationBuilder.CreateIndex(
                name: "IX_shipping_parcels_number",
                table: "shipping_parcels",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_shipping_parcels_run_id",
                table: "shipping_parcels",
                column: "run_id",
                filter: "run_id is not null");

            migrationBuilder.CreateIndex(
                name: "IX_shipping_parcels_seller_order_id",
                table: "shipping_parcels",
                column: "seller_order_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_shipping_parcels_tracking_token",
                table: "shipping_parcels",
                column: "tracking_token");

            migrationBuilder.CreateIndex(
                name: "ix_shipping_parcels_waiting",
                table: "shipping_parcels",
                column: "origin",
                filter: "state = 'Packed'");

            migrationBuilder.CreateIndex(
                name: "IX_shipping_runs_number",
                table: "shipping_runs",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_shipping_runs_state",
                table: "shipping_runs",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "IX_shipping_scans_run_id_happened_at",
                table: "shipping_scans",
                columns: new[] { "run_id", "happened_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "accounts_assignments");

            migrationBuilder.DropTable(
                name: "accounts_claims");

            migrationBuilder.DropTable(
                name: "accounts_codes");

            migrationBuilder.DropTable(
                name: "accounts_logins");

            migrationBuilder.DropTable(
                name: "accounts_passkeys");

            migrationBuilder.DropTable(
                name: "accounts_producers");

            migrationBuilder.DropTable(
                name: "accounts_tokens");

            migrationBuilder.DropTable(
                name: "catalog_allocations");

            migrationBuilder.DropTable(
                name: "catalog_applications");

            migrationBuilder.DropTable(
                name: "catalog_categories");

            migrationBuilder.DropTable(
                name: "catalog_holds");

            migrationBuilder.DropTable(
                name: "catalog_listing_changes");

            migrationBuilder.DropTable(
                name: "catalog_listings");

            migrationBuilder.DropTable(
                name: "catalog_lots");

            migrationBuilder.DropTable(
                name: "catalog_media");

            migrationBuilder.DropTable(
                name: "catalog_photos");

            migrationBuilder.DropTable(
                name: "catalog_producers");

            migrationBuilder.DropTable(
                name: "catalog_revisions");

            migrationBuilder.DropTable(
                name: "catalog_search_entries");

            migrationBuilder.DropTable(
                name: "catalog_search_spellings");

            migrationBuilder.DropTable(
                name: "catalog_search_terms");

            migrationBuilder.DropTable(
                name: "catalog_search_words");

            migrationBuilder.DropTable(
                name: "catalog_stock_alerts");

            migrationBuilder.DropTable(
                name: "catalog_uploads");

            migrationBuilder.DropTable(
                name: "catalog_variants");

            migrationBuilder.DropTable(
                name: "catalog_villages");

            migrationBuilder.DropTable(
                name: "community_campaign_quotas");

            migrationBuilder.DropTable(
                name: "community_campaigns");

            migrationBuilder.DropTable(
                name: "community_counted");

            migrationBuilder.DropTable(
                name: "community_point_producers");

            migrationBuilder.DropTable(
                name: "community_points");

            migrationBuilder.DropTable(
                name: "community_producers");

            migrationBuilder.DropTable(
                name: "community_questions");

            migrationBuilder.DropTable(
                name: "community_reviews");

            migrationBuilder.DropTable(
                name: "community_variants");

            migrationBuilder.DropTable(
                name: "notices_messages");

            migrationBuilder.DropTable(
                name: "notices_orders");

            migrationBuilder.DropTable(
                name: "notices_parts");

            migrationBuilder.DropTable(
                name: "notices_sales");

            migrationBuilder.DropTable(
                name: "notices_sales_told");

            migrationBuilder.DropTable(
                name: "orders_addresses");

            migrationBuilder.DropTable(
                name: "orders_adjustments");

            migrationBuilder.DropTable(
                name: "orders_basket_lines");

            migrationBuilder.DropTable(
                name: "orders_baskets");

            migrationBuilder.DropTable(
                name: "orders_claim_lines");

            migrationBuilder.DropTable(
                name: "orders_claims");

            migrationBuilder.DropTable(
                name: "orders_fapiaos");

            migrationBuilder.DropTable(
                name: "orders_lines");

            migrationBuilder.DropTable(
                name: "orders_orders");

            migrationBuilder.DropTable(
                name: "orders_refunds");

            migrationBuilder.DropTable(
                name: "orders_seller_orders");

            migrationBuilder.DropTable(
                name: "orders_vouchers");

            migrationBuilder.DropTable(
                name: "orders_wishes");

            migrationBuilder.DropTable(
                name: "payments_attempts");

            migrationBuilder.DropTable(
                name: "payments_events");

            migrationBuilder.DropTable(
                name: "payments_ledger");

            migrationBuilder.DropTable(
                name: "payments_refunds");

            migrationBuilder.DropTable(
                name: "payments_sandbox_events");

            migrationBuilder.DropTable(
                name: "payments_sandbox_keys");

            migrationBuilder.DropTable(
                name: "platform_acts");

            migrationBuilder.DropTable(
                name: "platform_deliveries");

            migrationBuilder.DropTable(
                name: "platform_facts");

            migrationBuilder.DropTable(
                name: "platform_keys");

            migrationBuilder.DropTable(
                name: "platform_marks");

            migrationBuilder.DropTable(
                name: "promotions_campaign_listings");

            migrationBuilder.DropTable(
                name: "promotions_campaigns");

            migrationBuilder.DropTable(
                name: "promotions_listings");

            migrationBuilder.DropTable(
                name: "promotions_packs");

            migrationBuilder.DropTable(
                name: "promotions_person_counts");

            migrationBuilder.DropTable(
                name: "promotions_quotas");

            migrationBuilder.DropTable(
                name: "promotions_rules");

            migrationBuilder.DropTable(
                name: "promotions_takings");

            migrationBuilder.DropTable(
                name: "shipping_closures");

            migrationBuilder.DropTable(
                name: "shipping_delays");

            migrationBuilder.DropTable(
                name: "shipping_parcels");

            migrationBuilder.DropTable(
                name: "shipping_reopenings");

            migrationBuilder.DropTable(
                name: "shipping_runs");

            migrationBuilder.DropTable(
                name: "shipping_scans");

            migrationBuilder.DropTable(
                name: "accounts_people");
        }
    }
}
