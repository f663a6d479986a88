using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Community;
using Storefront.Platform.Data;

namespace Storefront.Community.Points;

internal sealed class ServicePointOfHandler(StoreDb db) : IRequestHandler<ServicePointOf, ServicePointNamed?>
{
    public Task<ServicePointNamed?> Handle(ServicePointOf asked, CancellationToken ct) => (
        from helped in db.PointProducers.AsNoTracking()
        join point in db.Points on helped.PointId equals point.Id
        where helped.ProducerId == asked.ProducerId
        select new ServicePointNamed(point.Id, point.Name)).SingleOrDefaultAsync(ct);
}
